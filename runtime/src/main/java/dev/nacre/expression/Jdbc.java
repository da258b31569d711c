package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;

/** Values as the PostgreSQL driver takes them. */
final class Jdbc {
  /** Holds of nothing. */
  static final Sql FALSE = Sql.of("false");

  private Jdbc() {}

  static Object parameter(Object value) {
    return value instanceof Instant moment
        ? OffsetDateTime.ofInstant(moment, ZoneOffset.UTC)
        : value;
  }

  /** Several values as one array. */
  static Object[] array(ValueType type, List<Object> values) {
    return switch (type) {
      case TEXT -> values.toArray(String[]::new);
      case NUMBER -> values.toArray(BigDecimal[]::new);
      case BOOLEAN -> values.toArray(Boolean[]::new);
      case DATE -> values.toArray(LocalDate[]::new);
      case LINK -> values.toArray(UUID[]::new);
      case MOMENT, SEVERAL, LINES -> throw new IllegalStateException("no arrays of " + type);
    };
  }

  /** A text that LIKE takes literally. */
  static String likeLiteral(String text) {
    return text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_");
  }

  /** The day of a moment in the zone that is the next parameter. */
  static String dayOf(String moment) {
    return "(" + moment + " at time zone ?)::date";
  }

  static Sql dayOf(Sql moment, String zone) {
    return Sql.of("(").then(moment).then(Sql.of(" at time zone ?)::date", zone));
  }
}
