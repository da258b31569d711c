package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Text;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Rows of workflows as whoever plays the past reads them: those of one app only. */
@Singleton
final class PlayStore {
  private final Database database;

  PlayStore(Database database) {
    this.database = database;
  }

  /** Instances of the app that are ready. */
  List<UUID> ready(String app) {
    return ids(
        "SELECT id FROM nacre.workflow_instance WHERE app = ? AND state = 'ready' ORDER BY id",
        app);
  }

  private List<UUID> ids(String sql, Object... parameters) {
    return Rows.query(database, sql, List.of(parameters), row -> row.getObject("id", UUID.class));
  }

  /**
   * An instance that time lets go on.
   *
   * @param retried whether it has failed and is tried again; it waits for a timer otherwise
   */
  record Due(UUID instance, Instant at, boolean retried) {}

  /** The first instance of the app that time lets go on. */
  Optional<Due> next(String app) {
    return Rows.query(
            database,
            "SELECT t.instance AS id, t.due_at AS due_at, false AS retried, t.id AS timer"
                + " FROM nacre.workflow_timer t"
                + " JOIN nacre.workflow_instance i ON i.id = t.instance AND i.state = 'waiting'"
                + " WHERE i.app = ? UNION ALL"
                + " SELECT id, retry_at, true, NULL FROM nacre.workflow_instance"
                + " WHERE app = ? AND state = 'failed' AND retry_at IS NOT NULL"
                + " ORDER BY due_at, timer, id LIMIT 1",
            List.of(app, app),
            row ->
                new Due(
                    row.getObject("id", UUID.class),
                    Stored.momentAlways(row, "due_at"),
                    row.getBoolean("retried")))
        .stream()
        .findFirst();
  }

  /** An effect that a step waits for. */
  record Awaited(long entry, UUID instance, String workflow, String step) {}

  /** Effects of the app whose steps wait for an answer. */
  List<Awaited> awaited(String app) {
    return Rows.query(
        database,
        "SELECT o.id, o.instance, o.step, i.workflow FROM nacre.outbox o"
            + " JOIN nacre.workflow_instance i ON i.id = o.instance"
            + " WHERE o.app = ? AND o.awaited AND o.state = 'pending' ORDER BY o.id",
        List.of(app),
        row ->
            new Awaited(
                row.getLong("id"),
                row.getObject("instance", UUID.class),
                row.getString("workflow"),
                row.getString("step")));
  }

  /** Takes an effect as done. */
  void answered(long entry) {
    Rows.update(database, "UPDATE nacre.outbox SET state = 'sent' WHERE id = ?", List.of(entry));
  }

  /** An open task. */
  record Open(UUID task, Story.Place place) {}

  /** The open tasks of the app. */
  List<Open> open(String app) {
    return Rows.query(
        database,
        "SELECT id, workflow, step FROM nacre.task WHERE app = ? AND state = 'open' ORDER BY id",
        List.of(app),
        row ->
            new Open(
                row.getObject("id", UUID.class),
                new Story.Place(row.getString("workflow"), row.getString("step"))));
  }

  /** Every task. */
  List<Played.TaskSeen> tasks(String app) {
    return Rows.query(
        database,
        "SELECT t.workflow, t.step, t.title, t.decision, ARRAY(SELECT a.role"
            + " FROM nacre.task_assignee a WHERE a.task = t.id ORDER BY a.ordinal) AS roles,"
            + " ARRAY(SELECT a.user_id"
            + " FROM nacre.task_assignee a WHERE a.task = t.id ORDER BY a.ordinal) AS users"
            + " FROM nacre.task t WHERE t.app = ? ORDER BY t.id",
        List.of(app),
        row -> {
          Text title = Stored.text(row.getString("title"));
          String decision = row.getString("decision");
          return new Played.TaskSeen(
              row.getString("workflow"),
              row.getString("step"),
              title == null ? Text.of("") : title,
              whose(
                  (@Nullable String[]) row.getArray("roles").getArray(),
                  (@Nullable String[]) row.getArray("users").getArray()),
              decision == null ? null : TaskAction.of(decision));
        });
  }

  private static List<Task.Assignee> whose(@Nullable String[] roles, @Nullable String[] users) {
    return IntStream.range(0, roles.length).mapToObj(i -> person(roles[i], users[i])).toList();
  }

  private static Task.Assignee person(@Nullable String role, @Nullable String user) {
    return new Task.Assignee(role, user, 0, null);
  }

  /** Every instance, as it stands. */
  List<Played.RunSeen> runs(String app) {
    return Rows.query(
        database,
        "SELECT workflow, state, outcome, position, problems FROM nacre.workflow_instance"
            + " WHERE app = ? ORDER BY id",
        List.of(app),
        row ->
            new Played.RunSeen(
                row.getString("workflow"),
                Instance.State.of(row.getString("state")),
                row.getString("outcome"),
                Position.read(Stored.tree(row.getString("position"))).step().orElse(null),
                ProblemJson.read(Stored.tree(row.getString("problems")))));
  }

  /** Everything that is to be done outside. */
  List<Played.CallSeen> calls(String app) {
    return Rows.query(
        database,
        "SELECT connector, operation, body FROM nacre.outbox WHERE app = ? ORDER BY id",
        List.of(app),
        row ->
            new Played.CallSeen(
                row.getString("connector"),
                row.getString("operation"),
                Stored.tree(row.getString("body"))));
  }

  /** Every message. */
  List<Played.MessageSeen> messages(String app) {
    return Rows.query(
        database,
        "SELECT role, user_id, text FROM nacre.notification WHERE app = ? ORDER BY id",
        List.of(app),
        row -> {
          Text text = Stored.text(row.getString("text"));
          return new Played.MessageSeen(
              person(row.getString("role"), row.getString("user_id")),
              text == null ? Text.of("") : text);
        });
  }

  /** Forgets what has been started so far. */
  void forget(String app) {
    Rows.update(database, "DELETE FROM nacre.workflow_instance WHERE app = ?", List.of(app));
  }

  /** What people decided of tasks about a record, in order. */
  List<Story.Decision> decisions(String app, String form, UUID record) {
    return decided("t.app = ? AND t.form = ? AND t.record = ?", List.of(app, form, record));
  }

  /** What people decided of tasks of an instance, in order. */
  List<Story.Decision> decisions(UUID instance) {
    return decided("t.instance = ?", List.of(instance));
  }

  private List<Story.Decision> decided(String which, List<Object> parameters) {
    return Rows.query(
        database,
        "SELECT t.workflow, t.step, t.decision, t.done_by, t.comment, t.done_at,"
            + " i.steps -> t.step -> 'data' AS data"
            + " FROM nacre.task t JOIN nacre.workflow_instance i ON i.id = t.instance WHERE "
            + which
            + " AND t.state = 'done' AND t.decision IS NOT NULL ORDER BY t.done_at, t.id",
        parameters,
        row -> {
          String data = row.getString("data");
          return new Story.Decision(
              Stored.momentAlways(row, "done_at"),
              new Story.Place(row.getString("workflow"), row.getString("step")),
              TaskAction.of(row.getString("decision")),
              row.getString("done_by"),
              row.getString("comment"),
              data != null && Stored.tree(data) instanceof ObjectNode given
                  ? given
                  : JsonNodeFactory.instance.objectNode());
        });
  }

  /** One of the instances that a schedule started: it, or a part of it. */
  record Family(UUID instance, String workflow, ObjectNode steps) {}

  /**
   * The instance of a workflow that a schedule started within that time, and those that its steps
   * started.
   */
  List<Family> scheduled(String app, String workflow, Instant from, Instant until) {
    return Rows.query(
        database,
        """
        WITH RECURSIVE family AS (
          (SELECT id, workflow, steps FROM nacre.workflow_instance
           WHERE app = ? AND started_by = ? AND workflow = ? AND parent IS NULL
             AND started_at >= ?::timestamptz AND started_at < ?::timestamptz
           ORDER BY id LIMIT 1)
          UNION ALL SELECT c.id, c.workflow, c.steps
          FROM family f JOIN nacre.workflow_instance c ON c.parent = f.id)
        SELECT id, workflow, steps FROM family\
        """,
        List.of(app, TimedTriggers.WHO, workflow, from.toString(), until.toString()),
        row ->
            new Family(
                row.getObject("id", UUID.class),
                row.getString("workflow"),
                Stored.object(row.getString("steps"))));
  }

  /** An instance about a record, as the past knows it. */
  record Past(
      String workflow,
      String startedBy,
      Instant startedAt,
      boolean child,
      int depth,
      ObjectNode input,
      ObjectNode steps) {}

  /** Instances about a record, oldest first. */
  List<Past> instances(String app, String form, UUID record) {
    return Rows.query(
        database,
        "SELECT workflow, started_by, started_at, parent, depth, input, steps"
            + " FROM nacre.workflow_instance WHERE app = ? AND form = ? AND record = ?"
            + " ORDER BY id",
        List.of(app, form, record),
        row ->
            new Past(
                row.getString("workflow"),
                row.getString("started_by"),
                Stored.momentAlways(row, "started_at"),
                row.getObject("parent") != null,
                row.getInt("depth"),
                Stored.object(row.getString("input")),
                Stored.object(row.getString("steps"))));
  }
}
