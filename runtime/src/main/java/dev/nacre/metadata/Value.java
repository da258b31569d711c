package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A value in a definition: a bare JSON value is a literal; anything computed is written as an
 * object with the single key {@code expr}, {@code js} or {@code field}.
 */
public sealed interface Value {

  /** A literal; kept as JSON until the field it is meant for reads it at compile time. */
  record Literal(JsonNode json) implements Value {}

  /** A formula. */
  record Expr(String formula) implements Value {}

  /** A script, where scripts are allowed. */
  record Js(String source) implements Value {}

  /** Another field of the same record, by path ({@code warehouse.region}). */
  record Field(String path) implements Value {}

  /**
   * Reads {@code 3}, {@code "x"}, {@code {"expr": "…"}}, {@code {"js": "…"}}, {@code {"field":
   * "…"}}.
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Value read(JsonNode json) {
    if (json.isObject() && json.size() == 1) {
      String key = json.fieldNames().next();
      JsonNode inner = json.get(key);
      if (inner.isTextual()) {
        return switch (key) {
          case "expr" -> new Expr(inner.textValue());
          case "js" -> new Js(inner.textValue());
          case "field" -> new Field(inner.textValue());
          default -> new Literal(json);
        };
      }
    }
    return new Literal(json);
  }

  /** The JSON form. */
  @JsonValue
  default JsonNode json() {
    JsonNodeFactory f = JsonNodeFactory.instance;
    return switch (this) {
      case Literal l -> l.json();
      case Expr e -> f.objectNode().put("expr", e.formula());
      case Js j -> f.objectNode().put("js", j.source());
      case Field p -> f.objectNode().put("field", p.path());
    };
  }
}
