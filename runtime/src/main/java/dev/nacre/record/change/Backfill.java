package dev.nacre.record.change;

import dev.nacre.record.ColumnLog;
import dev.nacre.record.Conversion;
import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.Parameters;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Brings the values of a field's other columns into a new one, a thousand rows at a time, beside
 * the people who write. It never waits for a row while it holds others, so that nobody's work can
 * meet it in a circle; what is being written at the moment is looked at again, alone.
 */
final class Backfill {
  private static final int AT_ONCE = 1_000;
  private static final UUID FIRST = new UUID(0, 0);

  private final Database database;
  private final String table;
  private final ColumnLog.Entry target;
  private final Conversion.Typed typed;
  private final List<Source> sources = new ArrayList<>();
  private long converted;
  private long kept;

  private record Source(String column, Conversion into) {}

  private record Row(UUID id, @Nullable Object value) {}

  /**
   * What came of it.
   *
   * @param converted rows that have a value in the new column
   * @param kept rows whose value can't be said there, and stays in the old column alone
   */
  record Result(long converted, long kept) {}

  /**
   * Into that column.
   *
   * @param from the field's other columns, the one that counts first
   */
  Backfill(
      Database database,
      String schema,
      ColumnLog.Entry target,
      List<ColumnLog.Entry> from,
      ZoneId zone) {
    this.database = database;
    this.table = Identifiers.quote(schema, target.table());
    this.target = target;
    this.typed = Objects.requireNonNull(target.typed());
    for (ColumnLog.Entry other : from) {
      if (other.typed() != null) {
        sources.add(new Source(other.column(), new Conversion(other.typed(), typed, zone)));
      }
    }
  }

  /**
   * Goes through all rows for which that holds, in the order of their ids.
   *
   * @param where SQL about alias {@code a}
   */
  Result run(String where) {
    converted = 0;
    kept = 0;
    UUID after = FIRST;
    while (true) {
      List<UUID> page = page(after, where);
      if (page.isEmpty()) {
        return new Result(converted, kept);
      }
      var missed = new HashSet<>(page);
      database.inNewTransaction(
          connection -> {
            missed.removeAll(fill(connection, page, " for update skip locked"));
            return null;
          });
      for (UUID one : missed) {
        database.inNewTransaction(connection -> fill(connection, List.of(one), " for update"));
      }
      after = page.getLast();
    }
  }

  private List<UUID> page(UUID after, String where) {
    return database.reading(
        connection -> {
          var ids = new ArrayList<UUID>();
          try (PreparedStatement statement =
              connection.prepareStatement(
                  "select a.id from "
                      + table
                      + " a where a.id > ? and "
                      + where
                      + " order by a.id limit "
                      + AT_ONCE)) {
            Parameters.set(statement, 1, after);
            try (ResultSet rows = statement.executeQuery()) {
              while (rows.next()) {
                ids.add(rows.getObject(1, UUID.class));
              }
            }
          }
          return ids;
        });
  }

  private List<UUID> fill(Connection connection, List<UUID> ids, String lock) throws SQLException {
    var seen = new ArrayList<UUID>();
    var changed = new ArrayList<Row>();
    var columns = new ArrayList<String>();
    sources.forEach(s -> columns.add("a." + Identifiers.quote(s.column())));
    String own = Identifiers.quote(target.column());
    String sql =
        "select a.id, a."
            + own
            + (columns.isEmpty() ? "" : ", " + String.join(", ", columns))
            + " from "
            + table
            + " a where a.id = any(?)"
            + lock;
    try (PreparedStatement statement = connection.prepareStatement(sql)) {
      Parameters.set(statement, 1, ids.toArray(UUID[]::new));
      try (ResultSet row = statement.executeQuery()) {
        while (row.next()) {
          UUID id = row.getObject(1, UUID.class);
          seen.add(id);
          Object value = value(row);
          if (!Objects.equals(typed.stored(row, 2), value)) {
            changed.add(new Row(id, value));
          }
        }
      }
    }
    if (!changed.isEmpty()) {
      write(connection, own, changed);
    }
    return seen;
  }

  private @Nullable Object value(ResultSet row) throws SQLException {
    boolean any = false;
    for (int i = 0; i < sources.size(); i++) {
      Conversion into = sources.get(i).into();
      Object there = into.from().stored(row, i + 3);
      any |= there != null;
      Object value = there == null ? null : into.apply(there);
      if (value != null) {
        converted++;
        return value;
      }
    }
    kept += any ? 1 : 0;
    return null;
  }

  private void write(Connection connection, String own, List<Row> rows) throws SQLException {
    try (PreparedStatement statement =
        connection.prepareStatement(
            "update "
                + table
                + " t set "
                + own
                + " = "
                + typed.cast("u.v")
                + " from unnest(?::uuid[], ?::"
                + typed.element()
                + "[]) as u(id, v) where t.id = u.id")) {
      Parameters.set(statement, 1, rows.stream().map(Row::id).toArray(UUID[]::new));
      var values = new ArrayList<@Nullable Object>();
      rows.forEach(row -> values.add(row.value()));
      Parameters.set(statement, 2, typed.array(values));
      statement.executeUpdate();
    }
  }
}
