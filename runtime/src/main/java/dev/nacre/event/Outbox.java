package dev.nacre.event;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.sql.Array;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Takes effects: they are rows of the transaction that wants them, so that a change and what it
 * causes outside happen both or not at all.
 */
@Singleton
public final class Outbox {
  // a step that is tried again takes up the effect that it had, with its key: it is sent again when
  // it had died, waited for when a person was faster and had it sent again, and not sent at all
  // when the partner has answered meanwhile. Of a row that is being settled just now, the lock
  // waits
  // for how it ends
  private static final String ADD =
      """
      WITH n AS (
        SELECT * FROM unnest(?::text[], ?::text[], ?::text[], ?::text[], ?::text[], ?::int[],
                             ?::bool[], ?::text[], ?::text[], ?::uuid[], ?::uuid[], ?::text[], ?::bool[])
               WITH ORDINALITY
            AS t (app, connector, operation, key, idempotency, tries, repeatable, body, form, record, instance,
                  step, awaited, ordinal)),
      had AS MATERIALIZED (
        SELECT n.ordinal, o.id, o.instance, o.step, o.state, o.answer
          FROM n JOIN nacre.outbox o ON o.instance = n.instance AND o.step = n.step AND o.app = n.app
         WHERE n.awaited AND o.awaited
           FOR UPDATE OF o),
      revived AS (
        UPDATE nacre.outbox o
           SET state = 'pending', connector = n.connector, operation = n.operation, body = n.body,
               tries = n.tries, repeatable = n.repeatable, attempts = 0, replays = replays + 1, due_at = ?, settled_at = NULL,
               problems = NULL
          FROM n JOIN had ON had.ordinal = n.ordinal
         WHERE o.id = had.id AND had.state IN ('dead', 'pending')),
      added AS (
        INSERT INTO nacre.outbox (app, connector, operation, key, idempotency_key, state, tries,
                                  repeatable, due_at, created_at, body, form, record, instance, step, awaited)
        SELECT app, connector, operation, key, idempotency, 'pending', tries, repeatable, ?, ?, body, form,
               record, instance, step, awaited
          FROM n WHERE ordinal NOT IN (SELECT ordinal FROM had)
         ORDER BY ordinal)
      SELECT id, instance, step, answer FROM had WHERE state = 'sent'\
      """;

  private final Database database;
  private final InstantSource clock;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /** An outbox in that database. */
  public Outbox(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * An effect that a step wants again, and that was sent already.
   *
   * @param entry the id of its entry
   */
  public record Answered(UUID instance, String step, long entry, JsonNode answer) {}

  /**
   * Adds effects, in order, to the current transaction.
   *
   * @return which of them are not sent, since they were sent for the same step before
   */
  public List<Answered> add(List<Effect> effects) {
    if (effects.isEmpty()) {
      return List.of();
    }
    List<Answered> answered = database.inTransaction(connection -> insert(connection, effects));
    database.afterCommit(this::ring);
    return answered;
  }

  /**
   * Withdraws what steps of those workflow instances wait for, in the current transaction. What is
   * being sent just now can't be caught any more.
   */
  public void withdraw(List<UUID> instances) {
    if (instances.isEmpty()) {
      return;
    }
    Sql sql =
        Sql.of(
            """
            UPDATE nacre.outbox SET state = 'withdrawn', settled_at = ?, problems = ?::jsonb
             WHERE instance = ANY (?) AND awaited AND state IN ('pending', 'dead')
               AND (leased_until IS NULL OR leased_until <= ?)\
            """,
            clock.instant(),
            OutboxReader.write(List.of(Problem.at("", "outbox_withdrawn"))),
            instances.toArray(UUID[]::new),
            clock.instant());
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = OutboxQueue.prepare(connection, sql)) {
            return update.executeUpdate();
          }
        });
  }

  /** Has that called after each commit that brought something; it must be quick. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Tells the listeners that there is work. */
  void ring() {
    listeners.forEach(Runnable::run);
  }

  private List<Answered> insert(Connection connection, List<Effect> effects) throws SQLException {
    try (PreparedStatement insert = connection.prepareStatement(ADD)) {
      var columns = new Columns(connection, effects);
      insert.setArray(1, columns.of(Effect::app));
      insert.setArray(2, columns.of(Effect::connector));
      insert.setArray(3, columns.of(Effect::operation));
      insert.setArray(4, columns.of(e -> e.key() == null ? null : clean(e.key())));
      insert.setArray(5, columns.of(Effect::idempotencyKey));
      insert.setArray(6, columns.of(Effect::tries));
      insert.setArray(7, columns.of(Effect::repeatable));
      insert.setArray(8, columns.of(e -> Json.write(e.input())));
      insert.setArray(9, columns.of(e -> e.about() == null ? null : e.about().form()));
      insert.setArray(10, columns.of(e -> e.about() == null ? null : e.about().record()));
      insert.setArray(11, columns.of(e -> e.cause() == null ? null : e.cause().instance()));
      insert.setArray(12, columns.of(e -> e.cause() == null ? null : e.cause().step()));
      insert.setArray(13, columns.of(e -> e.cause() != null && e.cause().awaited()));
      for (int i = 14; i <= 16; i++) {
        Parameters.set(insert, i, clock.instant());
      }
      var answered = new ArrayList<Answered>();
      try (ResultSet row = insert.executeQuery()) {
        while (row.next()) {
          answered.add(
              new Answered(
                  row.getObject("instance", UUID.class),
                  row.getString("step"),
                  row.getLong("id"),
                  OutboxReader.tree(row.getString("answer"))));
        }
      }
      return answered;
    }
  }

  private static String clean(String text) {
    return text.replace('\0', '\u2400');
  }

  /** One array per column, as text: the statement casts. */
  private record Columns(Connection connection, List<Effect> effects) {
    Array of(Function<Effect, @Nullable Object> value) throws SQLException {
      var values = new @Nullable Object[effects.size()];
      for (int i = 0; i < values.length; i++) {
        Object one = value.apply(effects.get(i));
        values[i] = one == null ? null : one.toString();
      }
      return connection.createArrayOf("text", values);
    }
  }
}
