package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The one language for filters, branches, rules and row permissions, as a tree. The JSON Schema
 * {@code condition} has checked the shape before; names and types are checked at compile time.
 */
public sealed interface Condition {

  /** Holds when every part holds; holds when there is none. */
  record All(List<Condition> parts) implements Condition {}

  /** Holds when some part holds. */
  record Any(List<Condition> parts) implements Condition {}

  /** Holds when the part doesn't. */
  record Not(Condition part) implements Condition {}

  /**
   * Compares a field.
   *
   * @param field a field id, a system field, or a path across links ({@code warehouse.region})
   * @param value the other side; null for operators that take none
   */
  record Compare(String field, Op op, @Nullable Value value) implements Condition {}

  /** Holds when some line of that table satisfies the condition, whose fields are the line's. */
  record Some(String table, Condition where) implements Condition {}

  /** The comparison operators; the JSON form is the name in lower case. */
  enum Op {
    EQ,
    NE,
    GT,
    GTE,
    LT,
    LTE,
    IN,
    NOT_IN,
    CONTAINS,
    STARTS_WITH,
    BETWEEN,
    EMPTY,
    NOT_EMPTY,
    CHANGED,
    CHANGED_TO,
    WITHIN;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The operator with that JSON form. */
    public static Optional<Op> byId(String id) {
      for (Op op : values()) {
        if (op.id().equals(id)) {
          return Optional.of(op);
        }
      }
      return Optional.empty();
    }

    /** Whether the operator stands alone, without a value. */
    public boolean takesNoValue() {
      return this == EMPTY || this == NOT_EMPTY || this == CHANGED;
    }
  }

  /**
   * Reads the JSON form.
   *
   * @throws IllegalArgumentException when the shape is wrong; check with the schema first
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static Condition read(JsonNode json) {
    if (json.has("all")) {
      return new All(readAll(json.get("all")));
    }
    if (json.has("any")) {
      return new Any(readAll(json.get("any")));
    }
    if (json.has("not")) {
      return new Not(read(json.get("not")));
    }
    if (json.has("some")) {
      JsonNode some = json.get("some");
      return new Some(some.path("table").asText(), read(some.path("where")));
    }
    if (json.has("field") && json.has("op")) {
      String op = json.get("op").asText();
      JsonNode value = json.get("value");
      return new Compare(
          json.get("field").asText(),
          Op.byId(op).orElseThrow(() -> new IllegalArgumentException("unknown operator " + op)),
          value == null ? null : Value.read(value));
    }
    throw new IllegalArgumentException("not a condition: " + json);
  }

  private static List<Condition> readAll(JsonNode array) {
    var parts = new ArrayList<Condition>();
    array.forEach(part -> parts.add(read(part)));
    return List.copyOf(parts);
  }

  private static void writeAll(ArrayNode array, List<Condition> parts) {
    parts.forEach(part -> array.add(part.json()));
  }

  /** The JSON form. */
  @JsonValue
  default JsonNode json() {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    switch (this) {
      case All a -> writeAll(node.putArray("all"), a.parts());
      case Any a -> writeAll(node.putArray("any"), a.parts());
      case Not n -> node.set("not", n.part().json());
      case Some s -> {
        ObjectNode some = node.putObject("some");
        some.put("table", s.table());
        some.set("where", s.where().json());
      }
      case Compare c -> {
        node.put("field", c.field());
        node.put("op", c.op().id());
        if (c.value() != null) {
          node.set("value", c.value().json());
        }
      }
    }
    return node;
  }
}
