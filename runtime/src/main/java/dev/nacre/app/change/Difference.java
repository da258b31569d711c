package dev.nacre.app.change;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One difference between two drafts or versions.
 *
 * @param file the file's path
 * @param path what differs in it: keys, and ids within lists; empty for the whole file
 * @param before the JSON before; null when it is new
 * @param after the JSON after; null when it is gone
 * @param moved whether only the order differs
 */
public record Difference(
    String file,
    List<String> path,
    @Nullable JsonNode before,
    @Nullable JsonNode after,
    boolean moved) {

  /** All differences, by file. */
  public static List<Difference> between(AppFiles before, AppFiles after) {
    var found = new ArrayList<Difference>();
    Set<String> paths = new TreeSet<>(before.byPath().keySet());
    paths.addAll(after.byPath().keySet());
    // most files are as they were, and needn't be read for that
    paths.removeIf(path -> Objects.equals(before.byPath().get(path), after.byPath().get(path)));
    for (String path : paths) {
      compare(
          path,
          List.of(),
          read(path, before.byPath().get(path)),
          read(path, after.byPath().get(path)),
          found);
    }
    return found;
  }

  /** What happened: {@code added removed moved changed}. */
  public String kind() {
    if (before == null) {
      return "added";
    } else if (after == null) {
      return "removed";
    }
    return moved ? "moved" : "changed";
  }

  /** Where, as a pointer; elements of lists that have ids stand under these. */
  public String pointer() {
    var pointer = new StringBuilder();
    path.forEach(key -> pointer.append('/').append(Json.escape(key)));
    return pointer.toString();
  }

  static @Nullable JsonNode read(String path, @Nullable String text) {
    if (text == null) {
      return null;
    }
    JsonNode json = path.endsWith(".json") ? Json.read(text, new Problems()) : null;
    return json != null ? json : Json.MAPPER.getNodeFactory().textNode(text);
  }

  private static void compare(
      String file,
      List<String> path,
      @Nullable JsonNode before,
      @Nullable JsonNode after,
      List<Difference> found) {
    if (before == null ? after == null : after != null && same(before, after)) {
      return;
    }
    if (before != null && after != null) {
      Map<String, JsonNode> old = parts(before);
      Map<String, JsonNode> now = parts(after);
      if (!old.isEmpty() && !now.isEmpty() && before.getNodeType() == after.getNodeType()) {
        int known = found.size();
        Set<String> keys = new LinkedHashSet<>(old.keySet());
        keys.addAll(now.keySet());
        for (String key : keys) {
          compare(file, below(path, key), old.get(key), now.get(key), found);
        }
        if (found.size() == known) {
          found.add(new Difference(file, path, before, after, true));
        }
        return;
      }
    }
    found.add(new Difference(file, path, before, after, false));
  }

  /** Equal but for how numbers are written. */
  static boolean same(JsonNode a, JsonNode b) {
    return a.equals(
        (x, y) ->
            x.isNumber() && y.isNumber()
                ? x.decimalValue().compareTo(y.decimalValue())
                : x.equals(y) ? 0 : 1,
        b);
  }

  /** What can be compared one by one: an object's values, or a list's elements that have ids. */
  static Map<String, JsonNode> parts(JsonNode node) {
    var parts = new LinkedHashMap<String, JsonNode>();
    if (node.isObject()) {
      node.properties().forEach(e -> parts.put(e.getKey(), e.getValue()));
    } else if (node.isArray()) {
      for (JsonNode element : node) {
        JsonNode id = element.has("id") ? element.get("id") : element.path("value");
        if (!id.isTextual() || parts.put(id.textValue(), element) != null) {
          return Map.of();
        }
      }
    }
    return parts;
  }

  private static List<String> below(List<String> path, String key) {
    var longer = new ArrayList<>(path);
    longer.add(key);
    return List.copyOf(longer);
  }
}
