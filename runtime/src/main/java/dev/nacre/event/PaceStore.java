package dev.nacre.event;

import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** How fast connectors are used, by whoever uses them and on all nodes together. */
@Singleton
public final class PaceStore {
  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  public PaceStore(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** Lets a connector rest until then. */
  public void rest(Source source, Instant until) {
    Sql sql =
        Sql.of(
            "INSERT INTO nacre.outbox_pace (app, connector, paused_until) VALUES (?, ?, ?)"
                + " ON CONFLICT (app, connector) DO UPDATE"
                + " SET paused_until = greatest(nacre.outbox_pace.paused_until,"
                + " excluded.paused_until)",
            source.app(),
            source.connector(),
            until);
    database.inTransaction(
        connection -> {
          try (PreparedStatement upsert = OutboxQueue.prepare(connection, sql)) {
            return upsert.executeUpdate();
          }
        });
  }

  /** How long that connector rests from now on; zero when it doesn't. */
  public Duration rest(Source source) {
    Sql sql =
        Sql.of(
            "SELECT paused_until FROM nacre.outbox_pace WHERE app = ? AND connector = ?",
            source.app(),
            source.connector());
    return database.inNewTransaction(
        connection -> {
          try (PreparedStatement select = OutboxQueue.prepare(connection, sql);
              ResultSet row = select.executeQuery()) {
            Instant until = row.next() ? Rows.moment(row, "paused_until") : null;
            Instant now = clock.instant();
            return until == null || until.isBefore(now)
                ? Duration.ZERO
                : Duration.between(now, until);
          }
        });
  }
}
