package dev.nacre.app.change;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Says a difference as a business user would: {@code Field “Phone” of form “Order” is now
 * required.}
 */
public final class DifferenceWords {
  private static final int SHOWN = 80;

  /** The kinds of definitions, by folder. */
  private static final Map<String, String> FOLDERS =
      Map.of(
          "forms", "form",
          "workflows", "workflow",
          "dashboards", "dashboard",
          "connectors", "connector",
          "roles", "role",
          "pages", "page");

  /** Lists whose elements have a name of their own. */
  private static final Map<String, String> LISTS =
      Map.ofEntries(
          Map.entry("fields", "field"),
          Map.entry("steps", "step"),
          Map.entry("widgets", "widget"),
          Map.entry("operations", "operation"),
          Map.entry("ingest", "ingest"),
          Map.entry("views", "view"),
          Map.entry("rules", "rule"),
          Map.entry("options", "option"),
          Map.entry("functions", "function"),
          Map.entry("forms", "form"));

  private final AppFiles before;
  private final AppFiles after;
  private final Locale locale;

  /** Names things as {@code after} calls them, else as {@code before} did. */
  public DifferenceWords(AppFiles before, AppFiles after, Locale locale) {
    this.before = before;
    this.after = after;
    this.locale = locale;
  }

  /** One sentence. */
  public String say(Difference difference) {
    JsonNode old = root(before, difference.file());
    JsonNode now = root(after, difference.file());
    var things = new ArrayList<String>();
    things.add(definition(difference.file(), now.isObject() ? now : old));
    List<String> path = difference.path();
    var rest = new ArrayList<String>();
    for (int i = 0; i < path.size(); i++) {
      String key = path.get(i);
      old = step(old, key);
      now = step(now, key);
      String noun = LISTS.get(key);
      if (noun != null && i + 1 < path.size()) {
        i++;
        old = step(old, path.get(i));
        now = step(now, path.get(i));
        rest.clear();
        things.add(thing(noun, named(now, named(old, path.get(i)))));
      } else if (!key.equals("settings") || i + 1 == path.size()) {
        rest.add(key);
      }
    }
    return sentence(joined(things), rest, difference);
  }

  private String sentence(String what, List<String> rest, Difference difference) {
    if (rest.isEmpty()) {
      return text("diff_" + difference.kind(), what);
    }
    String property = String.join(" › ", rest.stream().map(this::property).toList());
    if (difference.moved()) {
      return text("diff_order", what, property);
    }
    if (rest.size() == 1) {
      String known = "diff_" + rest.getFirst() + (isOn(difference.after()) ? "_on" : "_off");
      boolean flag = isFlag(difference.before()) && isFlag(difference.after());
      if (flag && has(known)) {
        return text(known, what);
      }
    }
    String old = value(difference.before());
    String now = value(difference.after());
    if (difference.after() == null) {
      return text(old.isEmpty() ? "diff_gone" : "diff_gone_was", what, property, old);
    } else if (now.isEmpty()) {
      return text("diff_deep", what, property);
    }
    return text(old.isEmpty() ? "diff_set" : "diff_set_was", what, property, now, old);
  }

  /** Absent means no. */
  private static boolean isFlag(@Nullable JsonNode node) {
    return node == null || node.isBoolean();
  }

  private static boolean isOn(@Nullable JsonNode node) {
    return node != null && node.booleanValue();
  }

  private String property(String key) {
    String code = "diff_property_" + key;
    return has(code) ? text(code) : key;
  }

  private String definition(String file, JsonNode json) {
    int slash = file.indexOf('/');
    String noun = slash < 0 ? null : FOLDERS.get(file.substring(0, slash));
    if (noun == null) {
      return file.equals("app.json") ? text("diff_app") : text("diff_file", file);
    }
    String id = file.substring(slash + 1).replaceAll("\\.json$", "");
    return thing(noun, named(json, id));
  }

  private String thing(String noun, String name) {
    return text("diff_noun_" + noun, name);
  }

  /** The outermost comes first; English says it last. */
  private String joined(List<String> things) {
    String whole = things.getFirst();
    for (String inner : things.subList(1, things.size())) {
      whole = text("diff_of", inner, whole);
    }
    return Character.toUpperCase(whole.charAt(0)) + whole.substring(1);
  }

  private String named(JsonNode json, String otherwise) {
    for (String key : List.of("label", "name", "title")) {
      JsonNode text = json.path(key);
      if (text.isTextual() || text.isObject()) {
        String found = Json.MAPPER.convertValue(text, Text.class).in(locale);
        if (!found.isBlank()) {
          return found;
        }
      }
    }
    return otherwise;
  }

  private String value(@Nullable JsonNode json) {
    if (json == null || json.isArray()) {
      return "";
    }
    if (json.isObject()) {
      boolean texts =
          !json.isEmpty()
              && json.properties().stream()
                  .allMatch(e -> e.getKey().length() == 2 && e.getValue().isTextual());
      return texts ? Json.MAPPER.convertValue(json, Text.class).in(locale) : "";
    }
    String text = json.isTextual() ? json.textValue() : Json.write(json);
    return text.length() > SHOWN ? text.substring(0, SHOWN - 1) + "…" : text;
  }

  private static JsonNode root(AppFiles files, String file) {
    JsonNode json = Difference.read(file, files.byPath().get(file));
    return json == null ? MissingNode.getInstance() : json;
  }

  private static JsonNode step(JsonNode node, String key) {
    JsonNode below = Difference.parts(node).get(key);
    return below == null ? MissingNode.getInstance() : below;
  }

  private boolean has(String code) {
    return !Messages.text(code, locale, List.of()).equals(code);
  }

  private String text(String code, String... args) {
    return Messages.text(code, locale, List.of(args));
  }
}
