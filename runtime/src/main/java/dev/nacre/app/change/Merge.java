package dev.nacre.app.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Three states of an app become one: what the pack was when it was installed, what it has become
 * here, and what the new pack is. Where only one side changed, that side counts; where both did,
 * the local one does, unless it is chosen otherwise.
 */
public final class Merge {
  private final AppFiles base;
  private final AppFiles local;
  private final AppFiles pack;
  private final Choice choice;
  private final List<Item> items = new ArrayList<>();
  private final AppFiles result;

  /** Whose state an item gets. */
  public enum Side {
    LOCAL,
    PACK;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Who changed an item. */
  public enum Cause {
    LOCAL,
    PACK,
    BOTH;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  /** Decides where it isn't left to the rule. */
  public interface Choice {
    /** As the rule says. */
    Choice NONE = (item, rule) -> rule;

    /**
     * The side that an item gets.
     *
     * @param item its key
     * @param rule what it gets when nothing is chosen
     */
    Side of(String item, Side rule);

    /** The items that are spoken of by their keys, so that a mistyped one is found. */
    default Set<String> named() {
      return Set.of();
    }
  }

  /**
   * A choice by the keys of items; {@link #ALL} means every one that isn't named.
   *
   * @param take what gets the pack's state
   * @param keep what stays as it is here
   */
  public record Chosen(Set<String> take, Set<String> keep) implements Choice {
    /** Every item. */
    public static final String ALL = "all";

    @Override
    public Side of(String item, Side rule) {
      if (take.contains(item)) {
        return Side.PACK;
      }
      if (keep.contains(item)) {
        return Side.LOCAL;
      }
      return take.contains(ALL) ? Side.PACK : keep.contains(ALL) ? Side.LOCAL : rule;
    }

    @Override
    public Set<String> named() {
      var named = new TreeSet<>(take);
      named.addAll(keep);
      named.remove(ALL);
      return named;
    }
  }

  /**
   * One thing that differs between what is here and the new pack.
   *
   * @param difference from what is here to the new pack
   * @param cause who changed it since the pack was installed
   * @param taken whose state it gets
   */
  public record Item(Difference difference, Cause cause, Side taken) {
    /** Names it in choices. */
    public String key() {
      return Merge.key(difference.file(), difference.path());
    }
  }

  /** Merges. */
  public Merge(AppFiles base, AppFiles local, AppFiles pack, Choice choice) {
    this.base = base;
    this.local = local;
    this.pack = pack;
    this.choice = choice;
    this.result = merged();
  }

  /** What comes out. */
  public AppFiles result() {
    return result;
  }

  /** Everything in which the new pack and what is here differ. */
  public List<Item> items() {
    return List.copyOf(items);
  }

  private AppFiles merged() {
    var paths = new TreeSet<>(base.byPath().keySet());
    paths.addAll(local.byPath().keySet());
    paths.addAll(pack.byPath().keySet());
    var files = new TreeMap<String, String>();
    for (String path : paths) {
      JsonNode was = Difference.read(path, base.byPath().get(path));
      JsonNode here = Difference.read(path, local.byPath().get(path));
      JsonNode there = Difference.read(path, pack.byPath().get(path));
      JsonNode now = merge(path, List.of(), was, here, there);
      if (now != null) {
        files.put(path, now.isTextual() ? now.textValue() : Json.pretty(now));
      }
    }
    return new AppFiles(files);
  }

  private @Nullable JsonNode merge(
      String file,
      List<String> path,
      @Nullable JsonNode was,
      @Nullable JsonNode here,
      @Nullable JsonNode there) {
    if (equal(here, there)) {
      return here;
    }
    if (here != null && there != null && here.getNodeType() == there.getNodeType()) {
      Map<String, JsonNode> mine = Difference.parts(here);
      Map<String, JsonNode> theirs = Difference.parts(there);
      if (!mine.isEmpty() && !theirs.isEmpty()) {
        return parts(file, path, was, here, mine, theirs);
      }
    }
    Cause cause = equal(was, here) ? Cause.PACK : equal(was, there) ? Cause.LOCAL : Cause.BOTH;
    Side rule = cause == Cause.PACK ? Side.PACK : Side.LOCAL;
    Side taken = choice.of(key(file, path), rule);
    items.add(new Item(new Difference(file, path, here, there, false), cause, taken));
    return taken == Side.PACK ? there : here;
  }

  private JsonNode parts(
      String file,
      List<String> path,
      @Nullable JsonNode was,
      JsonNode here,
      Map<String, JsonNode> mine,
      Map<String, JsonNode> theirs) {
    Map<String, JsonNode> old = was == null ? Map.of() : Difference.parts(was);
    var merged = new LinkedHashMap<String, JsonNode>();
    for (String key : order(old, mine, theirs)) {
      var below = new ArrayList<>(path);
      below.add(key);
      JsonNode now = merge(file, List.copyOf(below), old.get(key), mine.get(key), theirs.get(key));
      if (now != null) {
        merged.put(key, now);
      }
    }
    if (here.isArray()) {
      ArrayNode array = Json.MAPPER.createArrayNode();
      merged.values().forEach(array::add);
      return array;
    }
    ObjectNode object = Json.MAPPER.createObjectNode();
    merged.forEach(object::set);
    return object;
  }

  /** The order here, unless only the pack changed it; what is new stands after what it followed. */
  private static List<String> order(
      Map<String, JsonNode> was, Map<String, JsonNode> here, Map<String, JsonNode> there) {
    List<String> before = common(was, here, there);
    boolean asBefore = common(here, was, there).equals(before);
    Map<String, JsonNode> leading = asBefore ? there : here;
    Map<String, JsonNode> other = asBefore ? here : there;
    var order = new ArrayList<>(leading.keySet());
    String previous = null;
    for (String key : other.keySet()) {
      if (!leading.containsKey(key)) {
        order.add(previous == null ? 0 : order.indexOf(previous) + 1, key);
      }
      previous = key;
    }
    return order;
  }

  private static List<String> common(
      Map<String, JsonNode> of, Map<String, JsonNode> one, Map<String, JsonNode> other) {
    Set<String> all = new LinkedHashSet<>(of.keySet());
    all.retainAll(one.keySet());
    all.retainAll(other.keySet());
    return List.copyOf(all);
  }

  private static boolean equal(@Nullable JsonNode a, @Nullable JsonNode b) {
    return (a == null || b == null) ? Objects.equals(a, b) : Difference.same(a, b);
  }

  private static String key(String file, List<String> path) {
    var key = new StringBuilder(file);
    if (!path.isEmpty()) {
      key.append('#');
      path.forEach(part -> key.append('/').append(Json.escape(part)));
    }
    return key.toString();
  }
}
