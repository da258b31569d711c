package dev.nacre.record.transfer;

import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.storage.Database;
import java.math.BigDecimal;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Finds the records that links speak of by a field's value: wanted one by one, fetched together,
 * one statement for each far field whatever the number of rows.
 */
public final class LinkIndex {
  private record By(Form far, Field field) {}

  private final Map<By, Map<Object, @Nullable UUID>> wanted = new LinkedHashMap<>();

  /**
   * Says that a record will be needed.
   *
   * @param value of that field's type
   */
  public void want(Form far, Field field, Object value) {
    wanted
        .computeIfAbsent(new By(far, field), by -> new HashMap<>())
        .putIfAbsent(normal(value), null);
  }

  /** Fetches everything that is wanted and not known, in the current transaction. */
  public void fetch(Database database) {
    for (Map.Entry<By, Map<Object, @Nullable UUID>> entry : wanted.entrySet()) {
      Map<Object, @Nullable UUID> ids = entry.getValue();
      Object[] open =
          ids.entrySet().stream()
              .filter(e -> e.getValue() == null)
              .map(Map.Entry::getKey)
              .toArray();
      if (open.length > 0) {
        database.inTransaction(connection -> fetch(connection, entry.getKey(), open, ids));
      }
    }
  }

  /** The record, once fetched; null when there is none. The oldest, when there are several. */
  public @Nullable UUID find(Form far, Field field, Object value) {
    Map<Object, @Nullable UUID> ids = wanted.get(new By(far, field));
    return ids == null ? null : ids.get(normal(value));
  }

  private static int fetch(
      Connection connection, By by, Object[] values, Map<Object, @Nullable UUID> ids)
      throws SQLException {
    String sql =
        "SELECT %1$s, id FROM %2$s WHERE %1$s = ANY (?) AND deleted_at IS NULL ORDER BY id DESC"
            .formatted(by.field().column(), by.far().table());
    try (PreparedStatement select = connection.prepareStatement(sql)) {
      select.setArray(1, array(connection, by.field(), values));
      try (ResultSet row = select.executeQuery()) {
        int rows = 0;
        while (row.next()) {
          ids.put(normal(read(row, by.field())), row.getObject(2, UUID.class));
          rows++;
        }
        return rows;
      }
    }
  }

  private static Array array(Connection connection, Field field, Object[] values)
      throws SQLException {
    Object[] jdbc = values.clone();
    for (int i = 0; i < jdbc.length; i++) {
      jdbc[i] = jdbc[i] instanceof Instant moment ? moment.toString() : jdbc[i];
    }
    return connection.createArrayOf(field.fieldType().columnType(), jdbc);
  }

  private static Object read(ResultSet row, Field field) throws SQLException {
    return switch (field.type()) {
      case TEXT -> row.getString(1);
      case NUMBER -> row.getBigDecimal(1);
      case BOOLEAN -> row.getBoolean(1);
      case DATE -> row.getObject(1, LocalDate.class);
      case MOMENT ->
          row.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC).toInstant();
      case LINK -> row.getObject(1, UUID.class);
      case SEVERAL, LINES -> throw new IllegalStateException(field.id() + " names no record");
    };
  }

  /** 1.0 and 1 are one number. */
  private static Object normal(Object value) {
    return value instanceof BigDecimal number ? number.stripTrailingZeros() : value;
  }
}
