package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Where a mapped field's value comes from. In connector maps a bare string is a JSON pointer into
 * the payload; a literal is written {@code {"value": …}}.
 */
public sealed interface Source {

  /** A pointer into the payload ({@code /order_id}); within {@code each}, into the element. */
  record Pointer(String pointer) implements Source {}

  /** A literal, or something computed from {@code source} (the payload, or the element). */
  record Computed(Value value) implements Source {}

  /**
   * Lines of a table field: one per element of the array at that pointer.
   *
   * @param each pointer to the array
   */
  record Each(String each, Map<String, Source> map) implements Source {}

  /**
   * A link found by the value of a field of the target form.
   *
   * @param link the field of the target form that is compared
   * @param from where the compared value comes from
   */
  record Lookup(String link, Source from) implements Source {}

  /**
   * A value translated by a table.
   *
   * @param from where the value comes from
   * @param translate value to value
   * @param otherwise what anything else becomes; null means it is a problem
   */
  record Translate(
      Source from,
      Map<String, JsonNode> translate,
      @org.jspecify.annotations.Nullable JsonNode otherwise)
      implements Source {}

  /** Reads the JSON form. */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Source read(JsonNode json) {
    if (json.isTextual()) {
      return new Pointer(json.textValue());
    }
    if (json.has("each")) {
      var map = new LinkedHashMap<String, Source>();
      json.path("map").properties().forEach(e -> map.put(e.getKey(), read(e.getValue())));
      return new Each(json.get("each").asText(), map);
    }
    if (json.has("link")) {
      return new Lookup(json.get("link").asText(), read(json.path("from")));
    }
    if (json.has("translate")) {
      var table = new LinkedHashMap<String, JsonNode>();
      json.get("translate").properties().forEach(e -> table.put(e.getKey(), e.getValue()));
      return new Translate(read(json.path("from")), table, json.get("otherwise"));
    }
    if (json.has("value")) {
      return new Computed(new Value.Literal(json.get("value")));
    }
    return new Computed(Value.read(json));
  }

  /** The JSON form. */
  @JsonValue
  default JsonNode json() {
    JsonNodeFactory f = JsonNodeFactory.instance;
    ObjectNode node = f.objectNode();
    switch (this) {
      case Pointer p -> {
        return f.textNode(p.pointer());
      }
      case Computed c -> {
        return c.value() instanceof Value.Literal l
            ? node.set("value", l.json())
            : c.value().json();
      }
      case Each e -> {
        node.put("each", e.each());
        ObjectNode map = node.putObject("map");
        e.map().forEach((id, source) -> map.set(id, source.json()));
      }
      case Lookup l -> {
        node.put("link", l.link());
        node.set("from", l.from().json());
      }
      case Translate t -> {
        node.set("from", t.from().json());
        node.putObject("translate").setAll(t.translate());
        if (t.otherwise() != null) {
          node.set("otherwise", t.otherwise());
        }
      }
    }
    return node;
  }
}
