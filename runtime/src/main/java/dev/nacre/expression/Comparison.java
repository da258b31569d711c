package dev.nacre.expression;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.Temporal;
import java.util.HashSet;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The one order of values, the same as PostgreSQL's: texts by code point, numbers by value. */
final class Comparison {
  private Comparison() {}

  /** Compares two values of one type; a day against a moment compares the moment's day. */
  static int typed(ValueType type, Object a, Object b, ZoneId zone) {
    return switch (type) {
      case TEXT -> texts((String) a, (String) b);
      case NUMBER -> ((BigDecimal) a).compareTo((BigDecimal) b);
      case BOOLEAN -> ((Boolean) a).compareTo((Boolean) b);
      case DATE -> ((LocalDate) a).compareTo((LocalDate) b);
      case MOMENT -> moments(a, b, zone);
      case LINK -> a.toString().compareTo(b.toString());
      case SEVERAL -> throw Faults.of("formula_several");
      case LINES -> throw Faults.of("formula_table");
    };
  }

  private static int moments(Object a, Object b, ZoneId zone) {
    if (a instanceof Instant x && b instanceof Instant y) {
      return x.compareTo(y);
    }
    LocalDate x = a instanceof Instant i ? LocalDate.ofInstant(i, zone) : (LocalDate) a;
    LocalDate y = b instanceof Instant i ? LocalDate.ofInstant(i, zone) : (LocalDate) b;
    return x.compareTo(y);
  }

  /** Whether two values of one type are the same. */
  static boolean same(ValueType type, Object a, Object b, ZoneId zone) {
    return switch (type) {
      case TEXT, BOOLEAN, LINK, DATE -> a.equals(b);
      case SEVERAL -> new HashSet<>((List<?>) a).equals(new HashSet<>((List<?>) b));
      case NUMBER, MOMENT, LINES -> typed(type, a, b, zone) == 0;
    };
  }

  /**
   * Compares values whose types are known only now: a text meets a number, day or moment as that.
   *
   * @return null when they can't be compared
   */
  static @Nullable Integer loose(Object a, Object b, ZoneId zone) {
    if (a instanceof BigDecimal || b instanceof BigDecimal) {
      BigDecimal x = asNumber(a);
      BigDecimal y = asNumber(b);
      return x == null || y == null ? null : (Integer) x.compareTo(y);
    }
    if (a instanceof Temporal || b instanceof Temporal) {
      Temporal x = Moments.dayOrMoment(a, zone);
      Temporal y = Moments.dayOrMoment(b, zone);
      return x == null || y == null ? null : (Integer) moments(x, y, zone);
    }
    if (a instanceof Boolean || b instanceof Boolean) {
      Boolean x = asTruth(a);
      Boolean y = asTruth(b);
      return x == null || y == null ? null : (Integer) x.compareTo(y);
    }
    if (a instanceof UUID || b instanceof UUID) {
      return a.toString().compareToIgnoreCase(b.toString());
    }
    if (a instanceof String x && b instanceof String y) {
      return texts(x, y);
    }
    return a.equals(b) ? 0 : null;
  }

  private static @Nullable BigDecimal asNumber(Object value) {
    return value instanceof BigDecimal number
        ? number
        : value instanceof String text ? Values.parse(text) : null;
  }

  private static @Nullable Boolean asTruth(Object value) {
    return value instanceof Boolean yes
        ? yes
        : "true".equals(value) ? Boolean.TRUE : "false".equals(value) ? Boolean.FALSE : null;
  }

  /** By code point, as PostgreSQL's collation C has it; Java's own order differs beyond U+FFFF. */
  static int texts(String a, String b) {
    int length = Math.min(a.length(), b.length());
    for (int i = 0; i < length; i++) {
      char x = a.charAt(i);
      char y = b.charAt(i);
      if (x != y) {
        boolean xHigh = Character.isSurrogate(x);
        boolean yHigh = Character.isSurrogate(y);
        return xHigh == yHigh ? Character.compare(x, y) : xHigh ? 1 : -1;
      }
    }
    return Integer.compare(a.length(), b.length());
  }
}
