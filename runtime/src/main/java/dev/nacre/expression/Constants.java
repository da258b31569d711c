package dev.nacre.expression;

import java.math.BigDecimal;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Names that stand for themselves; a field of the same name wins. */
final class Constants {
  private static final BigDecimal PI =
      new BigDecimal("3.1415926535897932384626433832795028841971693993751");

  private Constants() {}

  static @Nullable Typed find(String name) {
    return switch (name.toLowerCase(Locale.ROOT)) {
      case "true" -> Typed.constant(true, ValueType.BOOLEAN);
      case "false" -> Typed.constant(false, ValueType.BOOLEAN);
      case "null", "empty" -> Typed.constant(null, null);
      case "pi" -> Typed.constant(PI, ValueType.NUMBER);
      case "today" -> DateFunctions.TODAY;
      default -> null;
    };
  }
}
