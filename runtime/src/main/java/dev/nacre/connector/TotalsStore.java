package dev.nacre.connector;

import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/** What comparing with the other side's own totals has found, hour by hour. */
@Singleton
public final class TotalsStore {
  /** What is older tells nobody anything any more. */
  private static final Duration KEPT = Duration.ofDays(93);

  private final Database database;

  /** Over that database. */
  public TotalsStore(Database database) {
    this.database = database;
  }

  /** What is known of a connector since then, the oldest first. */
  List<Compared> since(String app, String connector, Instant since) {
    Sql sql =
        Sql.of(
            "SELECT ingest, since, until, theirs, ours, their_amount, our_amount, fetched,"
                + " checked_at FROM nacre.totals WHERE app = ? AND connector = ? AND since >= ?"
                + " ORDER BY ingest, since",
            app,
            connector,
            since);
    return database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            Parameters.set(statement, sql.parameters());
            var all = new ArrayList<Compared>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                all.add(compared(row));
              }
            }
            return all;
          }
        });
  }

  private static Compared compared(ResultSet row) throws SQLException {
    return new Compared(
        row.getString("ingest"),
        Objects.requireNonNull(Rows.moment(row, "since")),
        Objects.requireNonNull(Rows.moment(row, "until")),
        row.getLong("theirs"),
        row.getLong("ours"),
        row.getBigDecimal("their_amount"),
        row.getBigDecimal("our_amount"),
        row.getInt("fetched"),
        Objects.requireNonNull(Rows.moment(row, "checked_at")));
  }

  void save(String app, String connector, Compared found) {
    update(
        Sql.of(
            """
            INSERT INTO nacre.totals (app, connector, ingest, since, until, theirs, ours,
                                      their_amount, our_amount, fetched, checked_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?::numeric, ?::numeric, ?, ?)
            ON CONFLICT (app, connector, ingest, since) DO UPDATE
            SET until = excluded.until, theirs = excluded.theirs, ours = excluded.ours,
                their_amount = excluded.their_amount, our_amount = excluded.our_amount,
                fetched = excluded.fetched, checked_at = excluded.checked_at\
            """,
            app,
            connector,
            found.ingest(),
            found.since(),
            found.until(),
            found.theirs(),
            found.ours(),
            found.theirAmount(),
            found.ourAmount(),
            found.fetched(),
            found.checkedAt()));
  }

  /** Forgets what is too old to matter. */
  void forget(String app, String connector, Instant now) {
    update(
        Sql.of(
            "DELETE FROM nacre.totals WHERE app = ? AND connector = ? AND since < ?",
            app,
            connector,
            now.minus(KEPT)));
  }

  private void update(Sql sql) {
    database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            Parameters.set(statement, sql.parameters());
            return statement.executeUpdate();
          }
        });
  }
}
