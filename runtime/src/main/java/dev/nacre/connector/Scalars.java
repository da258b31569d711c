package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Single values as text, exactly: a number of 19 digits keeps each of them. */
final class Scalars {
  private Scalars() {}

  /** The text of a value; null when it is missing, null, blank, or no single value. */
  static @Nullable String text(JsonNode node) {
    if (!node.isValueNode() || node.isNull()) {
      return null;
    }
    String text = node.isNumber() ? node.decimalValue().toPlainString() : node.asText();
    return text.isBlank() ? null : text;
  }

  /** The text of a Java value. */
  static String plain(Object value) {
    return value instanceof BigDecimal number ? number.toPlainString() : value.toString();
  }
}
