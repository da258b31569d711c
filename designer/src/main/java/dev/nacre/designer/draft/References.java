package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;
import java.util.Set;

/**
 * The places of a form, besides formulas, that name its fields. What only lists a field forgets it
 * with the field; what says something of it (a rule, a state) stays and becomes a problem, so that
 * a person decides.
 */
final class References {
  private static final Set<String> ACTIONS = Set.of("require", "show", "hide", "readOnly");

  private References() {}

  static void remove(ObjectNode form, String id) {
    for (ObjectNode section : FormEdit.objects(form.path("layout").path("sections"))) {
      FormEdit.removeText(FormEdit.array(section, "fields"), id);
    }
    if (form.path("titleField").asText().equals(id)) {
      form.remove("titleField");
    }
    for (ObjectNode view : FormEdit.objects(form.path("views"))) {
      for (String key : List.of("columns", "sort")) {
        if (view.get(key) instanceof ArrayNode names) {
          FormEdit.removeText(names, id);
          FormEdit.removeText(names, "-" + id);
          if (names.isEmpty()) {
            view.remove(key);
          }
        }
      }
    }
    if (form.get("unique") instanceof ArrayNode groups) {
      for (int i = groups.size() - 1; i >= 0; i--) {
        if (groups.get(i) instanceof ArrayNode group) {
          FormEdit.removeText(group, id);
          if (group.isEmpty()) {
            groups.remove(i);
          }
        }
      }
      if (groups.isEmpty()) {
        form.remove("unique");
      }
    }
  }

  static void rename(ObjectNode form, String from, String to) {
    for (ObjectNode section : FormEdit.objects(form.path("layout").path("sections"))) {
      texts(section.path("fields"), from, to);
    }
    text(form, "titleField", from, to);
    text(form.path("states"), "field", from, to);
    form.path("unique").forEach(group -> texts(group, from, to));
    for (ObjectNode view : FormEdit.objects(form.path("views"))) {
      texts(view.path("columns"), from, to);
      texts(view.path("sort"), from, to);
      condition(view.path("filter"), from, to);
    }
    for (ObjectNode rule : FormEdit.objects(form.path("rules"))) {
      condition(rule.path("when"), from, to);
      for (ObjectNode action : FormEdit.objects(rule.path("then"))) {
        ACTIONS.forEach(key -> text(action, key, from, to));
        if (action.get("set") instanceof ObjectNode set && set.has(from)) {
          set.set(to, set.remove(from));
        }
      }
    }
  }

  private static void condition(JsonNode node, String from, String to) {
    if (node.has("op")) {
      text(node, "field", from, to);
    }
    if (node.has("some")) {
      // inside, names are those of the lines
      text(node.get("some"), "table", from, to);
    } else {
      node.forEach(part -> condition(part, from, to));
    }
  }

  private static void text(JsonNode owner, String key, String from, String to) {
    if (owner instanceof ObjectNode object && object.path(key).isTextual()) {
      object.put(key, renamed(object.get(key).textValue(), from, to));
    }
  }

  private static void texts(JsonNode array, String from, String to) {
    if (array instanceof ArrayNode names) {
      for (int i = 0; i < names.size(); i++) {
        names.set(i, TextNode.valueOf(renamed(names.get(i).asText(), from, to)));
      }
    }
  }

  /** Names may stand behind a {@code -} and before a dot. */
  private static String renamed(String name, String from, String to) {
    String sign = name.startsWith("-") ? "-" : "";
    String bare = name.substring(sign.length());
    if (bare.equals(from) || bare.startsWith(from + ".")) {
      return sign + to + bare.substring(from.length());
    }
    return name;
  }
}
