package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the literals of conditions with the type of the field they stand beside. */
final class Literals {
  private Literals() {}

  /**
   * Reads a literal.
   *
   * @param type null when the left side is known only from the data
   * @return null when it doesn't fit
   */
  static @Nullable Object read(JsonNode json, @Nullable ValueType type) {
    if (type == null) {
      return json.isContainerNode() ? null : Values.fromJson(json);
    }
    return switch (type) {
      case TEXT -> text(json);
      case NUMBER -> json.isTextual() ? seconds(json.textValue()) : number(json);
      case BOOLEAN -> json.isBoolean() ? json.booleanValue() : null;
      case DATE ->
          json.isTextual() && Moments.read(json.textValue()) instanceof LocalDate day ? day : null;
      case MOMENT -> json.isTextual() ? Moments.read(json.textValue()) : null;
      case LINK -> json.isTextual() ? Values.id(json.textValue()) : null;
      case SEVERAL -> texts(json);
      case LINES -> null;
    };
  }

  private static @Nullable String text(JsonNode json) {
    // PostgreSQL holds no NUL in a text
    return json.isTextual() && json.textValue().indexOf('\0') < 0 ? json.textValue() : null;
  }

  private static @Nullable List<String> texts(JsonNode json) {
    var texts = new LinkedHashSet<String>();
    for (JsonNode one : json) {
      String text = text(one);
      if (text == null) {
        return null;
      }
      texts.add(text);
    }
    return !json.isArray() || texts.isEmpty() ? null : List.copyOf(texts);
  }

  private static @Nullable BigDecimal number(JsonNode json) {
    return json.isNumber() && Values.reasonable(json.decimalValue()) ? json.decimalValue() : null;
  }

  /** Durations are numbers of seconds, and written as ISO 8601 has them. */
  private static @Nullable BigDecimal seconds(String text) {
    try {
      return BigDecimal.valueOf(Duration.parse(text).toSeconds());
    } catch (DateTimeException e) {
      return null;
    }
  }
}
