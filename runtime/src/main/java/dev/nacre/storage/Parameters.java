package dev.nacre.storage;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Puts values into JDBC statements; the one place that knows how each Java class travels. */
public final class Parameters {
  private Parameters() {}

  /** Sets every parameter of a piece of SQL. */
  public static void set(PreparedStatement statement, List<@Nullable Object> values)
      throws SQLException {
    for (int i = 0; i < values.size(); i++) {
      set(statement, i + 1, values.get(i));
    }
  }

  /** Sets one parameter: a value, or a Java array as an SQL array. */
  public static void set(PreparedStatement statement, int index, @Nullable Object value)
      throws SQLException {
    switch (value) {
      case null -> statement.setObject(index, null);
      case Instant moment ->
          statement.setObject(index, OffsetDateTime.ofInstant(moment, ZoneOffset.UTC));
      case Object[] array -> statement.setArray(index, array(statement.getConnection(), array));
      default -> statement.setObject(index, value);
    }
  }

  private static java.sql.Array array(Connection connection, Object[] values) throws SQLException {
    return switch (values) {
      case String[] texts -> connection.createArrayOf("text", texts);
      case BigDecimal[] numbers -> connection.createArrayOf("numeric", numbers);
      case UUID[] ids -> connection.createArrayOf("uuid", ids);
      case Boolean[] flags -> connection.createArrayOf("bool", flags);
      case Long[] numbers -> connection.createArrayOf("int8", numbers);
      case Integer[] numbers -> connection.createArrayOf("int4", numbers);
      case LocalDate[] days -> connection.createArrayOf("date", days);
      case Instant[] moments -> connection.createArrayOf("timestamptz", moments);
      default -> throw new IllegalArgumentException("no SQL array for " + values.getClass());
    };
  }

  /**
   * Several texts as PostgreSQL writes an array, to be cast from text: {@code unnest} would take an
   * array of arrays apart to the last text.
   */
  public static String literal(List<?> several) {
    var text = new StringBuilder("{");
    for (Object one : several) {
      text.append(text.length() == 1 ? "" : ",")
          .append('"')
          .append(one.toString().replace("\\", "\\\\").replace("\"", "\\\""))
          .append('"');
    }
    return text.append('}').toString();
  }
}
