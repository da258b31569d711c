package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Records as scripts see them. */
final class RowJson {
  private static final JsonNodeFactory F = JsonNodeFactory.instance;

  private RowJson() {}

  static ObjectNode of(Row row, Shape shape, ZoneId zone) {
    ObjectNode json = F.objectNode();
    for (Shape.Name name : shape.names()) {
      json.set(name.id(), value(row.get(name.index()), name, zone));
    }
    return json;
  }

  private static JsonNode value(@Nullable Object value, Shape.Name name, ZoneId zone) {
    if (name.type() == ValueType.LINES && name.target() != null) {
      ArrayNode lines = F.arrayNode();
      Lines.of(value).forEach(line -> lines.add(of(line, name.target(), zone)));
      return lines;
    }
    return switch (value) {
      case null -> F.nullNode();
      case BigDecimal number -> F.numberNode(number);
      case Boolean yes -> F.booleanNode(yes);
      default -> F.textNode(Values.text(value, zone));
    };
  }

  static ObjectNode of(Scope.User user) {
    ObjectNode json = F.objectNode().put("id", user.id()).put("name", user.name());
    ArrayNode roles = json.putArray("roles");
    user.roles().stream().sorted().forEach(roles::add);
    return json;
  }
}
