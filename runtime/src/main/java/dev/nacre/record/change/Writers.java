package dev.nacre.record.change;

import dev.nacre.storage.Database;
import dev.nacre.storage.Identifiers;
import dev.nacre.storage.StorageException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Those who write into a table while it changes. */
final class Writers {
  private static final String LOCK_NOT_AVAILABLE = "55P03";
  private static final int TRIES = 12;

  private final Database database;
  private final String table;
  private final String records;
  private final boolean lines;

  /** Into that table, which holds records or their lines. */
  Writers(Database database, String schema, String table) {
    this.database = database;
    this.table = Identifiers.quote(schema, table);
    this.lines = table.contains("$");
    this.records = Identifiers.quote(schema, table.split("\\$", 2)[0]);
  }

  /** Returns when everybody who had begun to write has committed; keeps nobody waiting for long. */
  void drain() {
    for (int tries = 1; ; tries++) {
      try {
        database.inNewTransaction(
            connection -> {
              try (Statement statement = connection.createStatement()) {
                statement.execute("set local lock_timeout = '5s'");
                return statement.execute("lock table " + table + " in share row exclusive mode");
              }
            });
        return;
      } catch (StorageException e) {
        boolean busy =
            e.getCause() instanceof SQLException cause
                && LOCK_NOT_AVAILABLE.equals(cause.getSQLState());
        if (!busy || tries >= TRIES) {
          throw e;
        }
      }
    }
  }

  /** What holds of the rows that are written from now on, and of few others; of alias {@code a}. */
  String lately() {
    String newest =
        database.reading(
            connection -> {
              try (Statement statement = connection.createStatement();
                  ResultSet row =
                      statement.executeQuery(
                          "select max(updated_at) - interval '1 minute' from " + records)) {
                return row.next() ? row.getString(1) : null;
              }
            });
    String since = newest == null ? "true" : "r.updated_at >= '" + newest + "'";
    return lines
        ? "a.record_id in (select r.id from " + records + " r where " + since + ")"
        : since.replace("r.", "a.");
  }
}
