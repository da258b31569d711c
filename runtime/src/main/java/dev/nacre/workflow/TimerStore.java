package dev.nacre.workflow;

import dev.nacre.metadata.Json;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Pipeline;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

/** The rows of timers. Whoever changes them holds the lock of their instance. */
@Singleton
final class TimerStore {
  private static final Columns<Timer> NEW =
      new Columns<Timer>()
          .add("uuid", Timer::id)
          .add("uuid", Timer::instance)
          .add("text", Timer::step)
          .add("timestamptz", Timer::dueAt)
          .add("jsonb", t -> Json.write(t.what()));

  private static final String INSERT =
      "INSERT INTO nacre.workflow_timer (id, instance, step, due_at, what) SELECT * FROM %s AS n";

  private final Database database;

  TimerStore(Database database) {
    this.database = database;
  }

  /** Stores timers of instances that the caller holds. */
  void add(List<Timer> timers) {
    NEW.run(database, INSERT, timers);
  }

  /** Stores the timers that these runs asked for. */
  void save(List<InstanceRun> runs, Pipeline sent) {
    sent.add(NEW, INSERT, runs.stream().flatMap(run -> run.effects().timers().stream()).toList());
  }

  /** The waiting instances that have timers due. */
  Set<UUID> due(Instant now, int limit) {
    return new TreeSet<>(
        Rows.query(
            database,
            // timer by timer: this is asked after every batch, mostly for nothing, and the planner
            // would rather begin with all the instances that wait
            """
            SELECT t.instance FROM nacre.workflow_timer t CROSS JOIN LATERAL (
              SELECT 1 FROM nacre.workflow_instance i
              WHERE i.id = t.instance AND i.state = 'waiting' AND i.paused_at IS NULL
              OFFSET 0) w
            WHERE NOT t.asleep AND t.due_at <= ?::timestamptz ORDER BY t.due_at LIMIT ?\
            """,
            List.of(now.toString(), limit),
            row -> row.getObject(1, UUID.class)));
  }

  /** Takes the first due timer of each of these instances. */
  List<Timer> take(Collection<UUID> instances, Instant now) {
    return Rows.query(
        database,
        """
        DELETE FROM nacre.workflow_timer WHERE id IN (
          SELECT DISTINCT ON (instance) id FROM nacre.workflow_timer
          WHERE instance = ANY(?::uuid[]) AND due_at <= ?::timestamptz
          ORDER BY instance, due_at, id)
        RETURNING id, instance, step, due_at, what\
        """,
        List.of(Stored.array(instances), now.toString()),
        row ->
            new Timer(
                row.getObject("id", UUID.class),
                row.getObject("instance", UUID.class),
                row.getString("step"),
                Stored.momentAlways(row, "due_at"),
                Stored.tree(row.getString("what"))));
  }

  /** Lets the due timers of an instance that could not be told rest. */
  void delay(UUID instance, Instant now, Instant until) {
    Rows.update(
        database,
        "UPDATE nacre.workflow_timer SET due_at = ?::timestamptz "
            + "WHERE instance = ?::uuid AND due_at <= ?::timestamptz",
        List.of(until.toString(), instance.toString(), now.toString()));
  }
}
