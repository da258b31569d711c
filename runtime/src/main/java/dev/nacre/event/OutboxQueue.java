package dev.nacre.event;

import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The outbox as its workers see it: whose turn it is, and what became of them. */
@Singleton
public final class OutboxQueue {
  /** Longer than any attempt may take. */
  static final Duration LEASE = Duration.ofSeconds(90);

  private static final String READY =
      " state = 'pending' AND due_at <= ? AND (leased_until IS NULL OR leased_until <= ?)";

  private static final String SOURCES =
      "SELECT DISTINCT app, connector FROM nacre.outbox WHERE" + READY;

  private static final String TAKE =
      """
      UPDATE nacre.outbox o
         SET lease = ?, leased_until = ?, attempts = o.attempts + 1
        FROM (SELECT i.id FROM nacre.outbox i
               WHERE i.app = ? AND i.connector = ? AND i.state = 'pending' AND i.due_at <= ?
                 AND (i.leased_until IS NULL OR i.leased_until <= ?)
                 AND (i.key IS NULL OR NOT EXISTS (
                       SELECT 1 FROM nacre.outbox e
                        WHERE e.app = i.app AND e.connector = i.connector AND e.key = i.key
                          AND e.id < i.id AND e.state = 'pending'))
               ORDER BY i.id LIMIT ? FOR UPDATE OF i SKIP LOCKED) t
       WHERE o.id = t.id
      RETURNING o.id, o.operation, o.idempotency_key, o.attempts, o.tries, o.repeatable,
                o.body, o.created_at, o.form, o.record,
                o.instance, o.step, o.awaited\
      """;

  private final Database database;
  private final InstantSource clock;
  private final PaceStore paces;

  /** Over that database. */
  public OutboxQueue(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    this.paces = new PaceStore(database, clock);
  }

  /** A connector that has something to send. */
  public record Source(String app, String connector) {}

  /** The connectors that have something to send now. */
  public List<Source> sources() {
    Instant now = clock.instant();
    return database.inTransaction(
        connection -> {
          var found = new ArrayList<Source>();
          try (PreparedStatement select = prepare(connection, Sql.of(SOURCES, now, now));
              ResultSet row = select.executeQuery()) {
            while (row.next()) {
              found.add(new Source(row.getString(1), row.getString(2)));
            }
          }
          return found;
        });
  }

  /**
   * Takes what that connector may send now, in order, and counts it against its ceiling. Whoever
   * takes must {@link #settle}, or lose the entries when the lease runs out.
   */
  public List<OutboxTurn> take(Source source, int limit, Limits limits) {
    return database.inNewTransaction(
        connection -> {
          Pace pace = Pace.lock(connection, source, limits, Pace.Held.SKIP);
          int room = pace == null ? 0 : Math.min(limit, pace.room(clock.instant()));
          if (pace == null || room <= 0) {
            return List.of();
          }
          List<OutboxTurn> turns = take(connection, source, room);
          pace.sent(connection, clock.instant(), turns.size());
          return turns;
        });
  }

  private List<OutboxTurn> take(Connection connection, Source source, int limit)
      throws SQLException {
    Instant now = clock.instant();
    UUID lease = UUID.randomUUID();
    Sql sql =
        Sql.of(TAKE, lease, now.plus(LEASE), source.app(), source.connector(), now, now, limit);
    var turns = new ArrayList<OutboxTurn>();
    try (PreparedStatement update = prepare(connection, sql);
        ResultSet row = update.executeQuery()) {
      while (row.next()) {
        turns.add(
            new OutboxTurn(
                row.getLong("id"),
                lease,
                source.app(),
                source.connector(),
                row.getString("operation"),
                row.getString("idempotency_key"),
                row.getInt("attempts"),
                row.getInt("tries"),
                row.getBoolean("repeatable"),
                OutboxReader.tree(row.getString("body")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                OutboxReader.about(row),
                OutboxReader.cause(row)));
      }
    }
    turns.sort(java.util.Comparator.comparingLong(OutboxTurn::id));
    return turns;
  }

  /** What became of an entry; see {@link #settle}. */
  public sealed interface Result {
    /** The partner took it. */
    record Sent(String answer) implements Result {}

    /** It gave up. */
    record Dead(List<Problem> why) implements Result {}

    /**
     * It is tried again.
     *
     * @param counted whether the attempt counts
     */
    record Later(Instant at, Problem why, boolean counted) implements Result {}
  }

  /**
   * Notes what became of an entry, in the current transaction.
   *
   * @return false when the lease was lost meanwhile: then it is another worker's to say
   */
  public boolean settle(OutboxTurn turn, Result result) {
    Instant now = clock.instant();
    Sql sql =
        switch (result) {
          case Result.Sent sent ->
              Sql.of(
                  "UPDATE nacre.outbox SET state = 'sent', settled_at = ?, answer = ?,"
                      + " problems = NULL, lease = NULL, leased_until = NULL",
                  now,
                  sent.answer().replace('\0', '\u2400'));
          case Result.Dead dead ->
              Sql.of(
                  "UPDATE nacre.outbox SET state = 'dead', settled_at = ?, problems = ?::jsonb,"
                      + " cause = ?, lease = NULL, leased_until = NULL",
                  now,
                  OutboxReader.write(dead.why()),
                  DeadCause.sending(dead.why()));
          case Result.Later later ->
              Sql.of(
                  "UPDATE nacre.outbox SET due_at = ?, problems = ?::jsonb,"
                      + " attempts = attempts - ?, lease = NULL, leased_until = NULL",
                  later.at(),
                  OutboxReader.write(List.of(later.why())),
                  later.counted() ? 0 : 1);
        };
    Sql whole =
        sql.then(
            Sql.of(" WHERE id = ? AND lease = ? AND state = 'pending'", turn.id(), turn.lease()));
    return database.inTransaction(
        connection -> {
          try (PreparedStatement update = prepare(connection, whole)) {
            return update.executeUpdate() > 0;
          }
        });
  }

  /** Lets a connector rest until then. */
  public void pause(Source source, Instant until) {
    paces.rest(source, until);
  }

  static PreparedStatement prepare(Connection connection, Sql sql) throws SQLException {
    PreparedStatement statement = connection.prepareStatement(sql.text());
    Parameters.set(statement, sql.parameters());
    return statement;
  }

  /** The answer as kept; a partner that talks much is cut short. */
  static String kept(com.fasterxml.jackson.databind.@Nullable JsonNode answer) {
    String text = answer == null ? "null" : Json.write(answer);
    return text.length() <= 200_000 ? text : "null";
  }
}
