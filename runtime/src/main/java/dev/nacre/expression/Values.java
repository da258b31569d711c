package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Conversions between the classes that values have while an expression runs: String, BigDecimal,
 * Boolean, LocalDate, Instant, UUID, a list of rows, a collection, a JSON object or array.
 */
final class Values {
  /** Further out, a number written plainly would fill the memory. */
  private static final int FURTHEST_DIGIT = 1000;

  private static final BigDecimal LOWEST = BigDecimal.valueOf(Integer.MIN_VALUE);
  private static final BigDecimal HIGHEST = BigDecimal.valueOf(Integer.MAX_VALUE);

  private Values() {}

  /** Nothing, or blank text. */
  static boolean empty(@Nullable Object value) {
    return value == null || (value instanceof String text && text.isBlank());
  }

  static @Nullable BigDecimal number(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case BigDecimal number -> number;
      case String text -> {
        if (text.isBlank()) {
          yield null;
        }
        BigDecimal number = parse(text);
        if (number == null) {
          throw Faults.number(text);
        }
        yield number;
      }
      default -> throw Faults.number(value);
    };
  }

  /** The number that a text is; null when it is none. */
  static @Nullable BigDecimal parse(String text) {
    try {
      BigDecimal number = new BigDecimal(text.strip());
      return reasonable(number) ? number : null;
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Whether a number can be written plainly and stored. */
  static boolean reasonable(BigDecimal number) {
    return Math.abs((long) number.scale()) <= FURTHEST_DIGIT
        && number.precision() <= 2 * FURTHEST_DIGIT;
  }

  /** A whole number that fits an int, cutting what stands behind the point. */
  static int whole(Object value) {
    BigDecimal number = number(value);
    if (number == null || !reasonable(number)) {
      throw Faults.range();
    }
    return number.max(LOWEST).min(HIGHEST).intValue();
  }

  static @Nullable Boolean truth(@Nullable Object value) {
    return switch (value) {
      case null -> null;
      case Boolean yes -> yes;
      case String text when text.isBlank() -> null;
      case String text when text.equalsIgnoreCase("true") -> true;
      case String text when text.equalsIgnoreCase("false") -> false;
      default -> throw Faults.truth(value);
    };
  }

  /** As text; numbers plainly and without trailing zeros, moments with the zone's offset. */
  static @Nullable String text(@Nullable Object value, ZoneId zone) {
    return switch (value) {
      case null -> null;
      case String text -> text;
      case BigDecimal number -> plain(number).toPlainString();
      case Instant moment -> Moments.text(moment, zone);
      case Collection<?> many when many.stream().anyMatch(Row.class::isInstance) ->
          throw Faults.of("formula_table");
      case Collection<?> many ->
          many.stream().map(String::valueOf).sorted().collect(Collectors.joining(","));
      default -> value.toString();
    };
  }

  /** Without trailing zeros and without an exponent. */
  static BigDecimal plain(BigDecimal number) {
    if (!reasonable(number)) {
      throw Faults.range();
    }
    int scale = number.scale();
    if (scale > 0) {
      number = number.stripTrailingZeros();
      scale = number.scale();
    }
    return scale < 0 ? number.setScale(0) : number;
  }

  /** What a JSON value is to expressions; objects and arrays stay JSON. */
  static @Nullable Object fromJson(@Nullable JsonNode json) {
    if (json == null || json.isNull() || json.isMissingNode()) {
      return null;
    }
    if (json.isTextual()) {
      return json.textValue();
    }
    if (json.isNumber()) {
      return json.decimalValue();
    }
    return json.isBoolean() ? (Object) json.booleanValue() : json;
  }

  /**
   * Brings a computed value into a type, for comparing; for MOMENT a day stays a day.
   *
   * @return null when empty, or when it is a text that can't be an id
   */
  static @Nullable Object coerce(@Nullable Object value, ValueType type, ZoneId zone) {
    if (empty(value)) {
      return null;
    }
    return switch (type) {
      case TEXT -> {
        String text = text(value, zone);
        yield text.indexOf('\0') >= 0 ? null : text; // PostgreSQL can't hold it
      }
      case NUMBER -> {
        BigDecimal number = number(value);
        yield number != null && !reasonable(number) ? null : number;
      }
      case BOOLEAN -> truth(value);
      case DATE -> {
        LocalDate day = Moments.day(value, zone);
        if (day == null) {
          throw Faults.moment(value);
        }
        yield day;
      }
      case MOMENT ->
          switch (Moments.dayOrMoment(value, zone)) {
            case Instant moment -> Moments.micros(moment);
            case LocalDate day -> day;
            case null, default -> throw Faults.moment(value);
          };
      case LINK -> value instanceof UUID id ? id : id(text(value, zone));
      case SEVERAL -> value instanceof List<?> many ? many : List.of(text(value, zone));
      case LINES -> throw Faults.of("formula_table");
    };
  }

  static @Nullable UUID id(String text) {
    if (text.length() != 36) {
      return null; // UUID.fromString takes shorter forms, PostgreSQL others: only the usual one
    }
    try {
      return UUID.fromString(text);
    } catch (IllegalArgumentException e) {
      return null;
    }
  }
}
