package dev.nacre.storage;

import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Rows handed to one statement as an array per column, so that a batch costs as many statements as
 * one row.
 *
 * @param <T> what gives a row
 */
public final class Columns<T> {
  private final List<Column<T>> columns = new ArrayList<>();

  private record Column<T>(String type, Function<T, @Nullable Object> value) {}

  /** Adds a column; values are handed over as text where the driver knows no better. */
  public Columns<T> add(String type, Function<T, @Nullable Object> value) {
    columns.add(new Column<>(type, value));
    return this;
  }

  /** {@code unnest(?::uuid[], ?::text[])}: what stands in the statement. */
  public String unnest() {
    return "unnest("
        + String.join(", ", columns.stream().map(c -> "?::" + c.type() + "[]").toList())
        + ")";
  }

  /** Runs a statement with its {@link #unnest} for these rows; nothing when there is none. */
  public int run(Database database, String sql, List<T> rows) {
    return rows.isEmpty()
        ? 0
        : database.inTransaction(
            connection -> {
              try (PreparedStatement statement = connection.prepareStatement(sql)) {
                for (int i = 0; i < columns.size(); i++) {
                  statement.setArray(i + 1, array(connection, columns.get(i), rows));
                }
                return statement.executeUpdate();
              }
            });
  }

  private Array array(Connection connection, Column<T> column, List<T> rows) throws SQLException {
    var values = new @Nullable Object[rows.size()];
    for (int i = 0; i < values.length; i++) {
      Object value = column.value().apply(rows.get(i));
      values[i] = value == null ? null : value.toString();
    }
    // as text: the statement casts, and no driver class needs to know the type
    return connection.createArrayOf("text", values);
  }
}
