package dev.nacre.event;

import dev.nacre.event.Limits.Breaker;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.event.Pace.Held;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

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

  /**
   * Keeps a connector from being asked or sent to until somebody lets it go on.
   *
   * @return false when somebody did so before
   */
  public boolean stop(Source source, Identity who) {
    Sql sql =
        Sql.of(
            "INSERT INTO nacre.outbox_pace AS p (app, connector, stopped_by, stopped_at)"
                + " VALUES (?, ?, ?, ?) ON CONFLICT (app, connector) DO UPDATE"
                + " SET stopped_by = excluded.stopped_by, stopped_at = excluded.stopped_at"
                + " WHERE p.stopped_at IS NULL",
            source.app(),
            source.connector(),
            who.id(),
            clock.instant());
    return database.inTransaction(connection -> update(connection, sql)) > 0;
  }

  /**
   * Lets a connector go on that somebody had stopped.
   *
   * @return false when nobody had
   */
  public boolean go(Source source) {
    Sql sql =
        Sql.of(
            "UPDATE nacre.outbox_pace SET stopped_by = NULL, stopped_at = NULL"
                + " WHERE app = ? AND connector = ? AND stopped_at IS NOT NULL",
            source.app(),
            source.connector());
    return database.inTransaction(connection -> update(connection, sql)) > 0;
  }

  /** The connectors that people keep from being used. */
  public Map<Source, PaceState.Stop> stopped() {
    var stopped = new HashMap<Source, PaceState.Stop>();
    Sql sql =
        Sql.of(
            "SELECT app, connector, stopped_by, stopped_at FROM nacre.outbox_pace"
                + " WHERE stopped_at IS NOT NULL");
    database.inNewTransaction(
        connection -> {
          try (PreparedStatement select = OutboxQueue.prepare(connection, sql);
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              var source = new Source(row.getString("app"), row.getString("connector"));
              stopped.put(source, Objects.requireNonNull(Pace.stop(row)));
            }
          }
          return stopped.size();
        });
    return stopped;
  }

  /**
   * Counts one more request, if it may be made now.
   *
   * @return zero when it may; else how long it may not
   */
  public Duration draw(Source source, Limits limits) {
    return database.inNewTransaction(
        connection -> {
          Pace pace = Objects.requireNonNull(Pace.lock(connection, source, limits, Held.WAIT));
          Instant now = clock.instant();
          Duration rest = pace.rest(now);
          if (rest.isZero()) {
            pace.sent(connection, now, 1);
          }
          return rest;
        });
  }

  /** How that connector is being used. */
  public PaceState state(Source source, Limits limits) {
    return database.inNewTransaction(
        connection -> Pace.see(connection, source, limits).state(clock.instant()));
  }

  /**
   * Notes what came of a request.
   *
   * @param answered whatever the answer was; a failure is one that says nothing of the request
   */
  public void went(Source source, Breaker breaker, boolean answered) {
    database.inNewTransaction(
        connection -> {
          if (answered) {
            return answered(connection, source, breaker);
          }
          return failed(connection, source, breaker);
        });
  }

  private static int answered(Connection connection, Source source, Breaker breaker)
      throws SQLException {
    boolean counts = breaker.share() != null;
    if (counts) {
      make(connection, source);
    }
    Sql sql =
        Sql.of(
            "UPDATE nacre.outbox_pace SET outcomes = CASE WHEN open_until IS NULL AND ? THEN"
                + " right(outcomes || '0', ?) ELSE '' END, opens = 0, open_until = NULL,"
                + " probe_until = NULL WHERE app = ? AND connector = ?"
                + " AND (? OR outcomes <> '' OR open_until IS NOT NULL)",
            counts,
            breaker.kept(),
            source.app(),
            source.connector(),
            counts);
    return update(connection, sql);
  }

  /** What fails while it is open was under way before. */
  private int failed(Connection connection, Source source, Breaker breaker) throws SQLException {
    make(connection, source);
    Instant now = clock.instant();
    Sql note =
        Sql.of(
            "UPDATE nacre.outbox_pace SET outcomes = right(outcomes || '1', ?)"
                + " WHERE app = ? AND connector = ? AND (open_until IS NULL OR open_until <= ?)"
                + " RETURNING outcomes, opens, open_until",
            breaker.kept(),
            source.app(),
            source.connector(),
            now);
    try (PreparedStatement statement = OutboxQueue.prepare(connection, note);
        ResultSet row = statement.executeQuery()) {
      if (!row.next()
          || (Rows.moment(row, "open_until") == null
              && !breaker.opens(row.getString("outcomes")))) {
        return 0;
      }
      Instant until = now.plus(breaker.rest(row.getInt("opens")));
      return update(
          connection,
          Sql.of(
              "UPDATE nacre.outbox_pace SET outcomes = '', opens = opens + 1, open_until = ?,"
                  + " probe_until = NULL WHERE app = ? AND connector = ?",
              until,
              source.app(),
              source.connector()));
    }
  }

  private static void make(Connection connection, Source source) throws SQLException {
    update(
        connection,
        Sql.of(
            "INSERT INTO nacre.outbox_pace (app, connector) VALUES (?, ?) ON CONFLICT DO NOTHING",
            source.app(),
            source.connector()));
  }

  private static int update(Connection connection, Sql sql) throws SQLException {
    try (PreparedStatement statement = OutboxQueue.prepare(connection, sql)) {
      return statement.executeUpdate();
    }
  }
}
