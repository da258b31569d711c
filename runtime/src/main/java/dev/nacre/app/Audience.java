package dev.nacre.app;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import java.util.List;

/**
 * Whom a part of a release takes: a condition as everywhere else, that may also name roles, people
 * and forms.
 */
public sealed interface Audience {

  /** All of them. */
  record All(List<Audience> parts) implements Audience {}

  /** At least one of them. */
  record Any(List<Audience> parts) implements Audience {}

  /** Not that. */
  record Not(Audience part) implements Audience {}

  /** Who holds one of these roles. */
  record Role(List<String> ids) implements Audience {}

  /** One of these people. */
  record User(List<String> ids) implements Audience {}

  /** Records of one of these forms. */
  record OnForm(List<String> ids) implements Audience {}

  /** Records of which the condition holds; forms without its fields are none of them. */
  record Records(Condition where) implements Audience {}

  /** As in requests and answers. */
  default JsonNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case All a -> a.parts().forEach(part -> list(node, "all").add(part.json()));
      case Any a -> a.parts().forEach(part -> list(node, "any").add(part.json()));
      case Not n -> node.set("not", n.part().json());
      case Role r -> name(node, "role", r.ids());
      case User u -> name(node, "user", u.ids());
      case OnForm f -> name(node, "form", f.ids());
      case Records r -> {
        return r.where().json();
      }
    }
    return node;
  }

  private static ArrayNode list(ObjectNode node, String key) {
    return node.withArrayProperty(key);
  }

  private static void name(ObjectNode node, String key, List<String> ids) {
    if (ids.size() == 1) {
      node.put(key, ids.getFirst());
    } else {
      ids.forEach(list(node, key)::add);
    }
  }
}
