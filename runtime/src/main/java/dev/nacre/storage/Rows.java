package dev.nacre.storage;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs one statement in the current transaction. */
public final class Rows {
  private Rows() {}

  /** Reads one row. */
  public interface Reader<T> {
    /** The row that the result stands at. */
    T read(ResultSet row) throws SQLException;
  }

  /** A moment; null when there is none. */
  public static @Nullable Instant moment(ResultSet row, String column) throws SQLException {
    OffsetDateTime value = row.getObject(column, OffsetDateTime.class);
    return value == null ? null : value.toInstant();
  }

  /** The rows that a query gives. */
  public static <T> List<T> query(
      Database database, String sql, List<@Nullable Object> parameters, Reader<T> reader) {
    return database.inTransaction(
        connection -> {
          var found = new ArrayList<T>();
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.set(statement, parameters);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                found.add(reader.read(rows));
              }
            }
          }
          return found;
        });
  }

  /** Changes rows; gives how many. */
  public static int update(Database database, String sql, List<@Nullable Object> parameters) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql)) {
            Parameters.set(statement, parameters);
            return statement.executeUpdate();
          }
        });
  }
}
