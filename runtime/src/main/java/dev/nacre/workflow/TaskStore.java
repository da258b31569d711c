package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Pipeline;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The rows of tasks and of those who may act. Whoever changes them locks their instance first. */
@Singleton
final class TaskStore {
  /**
   * @param awaited whether the task waits for that one now
   */
  private record AssigneeRow(Task task, int ordinal, Task.Assignee assignee, boolean awaited) {}

  /**
   * The open tasks of an instance, its branches and items, the workflows that it started, and
   * theirs. One by one, so that each is looked up in its index also while nothing is known of the
   * tables.
   */
  private static final String BELOW =
      """
      WITH RECURSIVE below AS (SELECT ?::uuid AS id UNION ALL SELECT c.id FROM below b
        CROSS JOIN LATERAL (SELECT i.id FROM nacre.workflow_instance i WHERE i.parent = b.id
          OFFSET 0) c)
      SELECT o.id FROM below b
        CROSS JOIN LATERAL (SELECT t.id FROM nacre.task t WHERE t.instance = b.id AND t.state = 'open'
          OFFSET 0) o\
      """;

  private static final Columns<Task> NEW =
      new Columns<Task>()
          .add("uuid", Task::id)
          .add("text", Task::app)
          .add("text", Task::workflow)
          .add("uuid", Task::instance)
          .add("text", Task::step)
          .add("text", Task::form)
          .add("uuid", Task::record)
          .add("jsonb", t -> Stored.write(t.title()))
          .add("text", t -> String.join(",", t.actions().stream().map(TaskAction::id).toList()))
          .add("text", t -> t.mode().id())
          .add("jsonb", t -> TaskRules.write(t.rules()))
          .add("text", t -> Parameters.literal(t.rules().barred()))
          .add("integer", Task::turn)
          .add("text", t -> t.state().id())
          .add("timestamptz", Task::dueAt)
          .add("timestamptz", Task::createdAt);

  private static final Columns<Task> CHANGED =
      new Columns<Task>()
          .add("uuid", Task::id)
          .add("integer", Task::turn)
          .add("text", t -> t.state().id())
          .add("text", t -> t.decision() == null ? null : t.decision().id())
          .add("text", Task::comment)
          .add("text", Task::doneBy)
          .add("timestamptz", Task::doneAt)
          .add("timestamptz", Task::dueAt)
          .add("timestamptz", Task::urgedAt);

  private static final Columns<AssigneeRow> ASSIGNEES =
      new Columns<AssigneeRow>()
          .add("uuid", r -> r.task().id())
          .add("integer", AssigneeRow::ordinal)
          .add("text", r -> r.assignee().role())
          .add("text", r -> r.assignee().user())
          .add("integer", r -> r.assignee().turn())
          .add("text", r -> given(r, given -> given.action().id()))
          .add("text", r -> given(r, Task.Given::comment))
          .add("text", r -> given(r, Task.Given::by))
          .add("timestamptz", r -> given(r, Task.Given::at))
          .add("text", r -> r.awaited() ? r.task().app() : null)
          .add("timestamptz", r -> r.awaited() ? r.task().dueAt() : null);

  private static @Nullable Object given(
      AssigneeRow row, Function<Task.Given, @Nullable Object> what) {
    Task.Given given = row.assignee().given();
    return given == null ? null : what.apply(given);
  }

  private static final String INSERT_ASSIGNEES =
      "INSERT INTO nacre.task_assignee (task, ordinal, role, user_id, turn, decision, comment, "
          + "done_by, done_at, awaited_in, due_at) SELECT * FROM %s AS n";

  /** How many people there are on a task now. */
  private static final Columns<Task> FEWER =
      new Columns<Task>().add("uuid", Task::id).add("integer", t -> t.assignees().size());

  private final Database database;

  TaskStore(Database database) {
    this.database = database;
  }

  /** Stores what these runs did with their tasks. */
  void save(List<InstanceRun> runs, Pipeline sent) {
    List<Task> changed = all(runs, Effects::changed);
    sent.add(
        CHANGED,
        """
        UPDATE nacre.task t SET turn = n.turn, state = n.state, decision = n.decision,
          comment = n.comment, done_by = n.done_by, done_at = n.done_at, due_at = n.due_at,
          urged_at = n.urged_at
        FROM %s AS n (id, turn, state, decision, comment, done_by, done_at, due_at, urged_at)
        WHERE t.id = n.id\
        """,
        changed);
    sent.add(
        FEWER,
        """
        DELETE FROM nacre.task_assignee a USING %s AS n (task, assignees)
        WHERE a.task = n.task AND a.ordinal >= n.assignees\
        """,
        runs.stream().flatMap(run -> run.effects().thinned().stream()).toList());
    sent.add(
        StepPlace.COLUMNS,
        """
        WITH closed AS (
          UPDATE nacre.task t SET state = 'cancelled'
          FROM %s AS n (instance, step)
          WHERE t.instance = n.instance AND t.step = n.step AND t.state = 'open'
          RETURNING t.id)
        UPDATE nacre.task_assignee a SET awaited_in = NULL, due_at = NULL FROM closed
        WHERE a.task = closed.id AND a.awaited_in IS NOT NULL\
        """,
        StepPlace.of(runs, Effects::closed));
    List<Task> opened = all(runs, Effects::opened);
    sent.add(
        NEW,
        """
        INSERT INTO nacre.task (id, app, workflow, instance, step, form, record, title, actions,
          mode, rules, barred, turn, state, due_at, created_at)
        SELECT id, app, workflow, instance, step, form, record, title,
          string_to_array(actions, ','), mode, rules, barred::text[], turn, state, due_at,
          created_at
        FROM %s AS n (id, app, workflow, instance, step, form, record, title, actions, mode,
          rules, barred, turn, state, due_at, created_at)\
        """,
        opened);
    // what can't be there yet isn't looked for
    sent.add(
        ASSIGNEES,
        INSERT_ASSIGNEES,
        opened.stream().flatMap(task -> rows(task, true).stream()).toList());
    // what was changed and then closed by the same run waits for nobody
    Set<StepPlace> closed = Set.copyOf(StepPlace.of(runs, Effects::closed));
    sent.add(
        ASSIGNEES,
        INSERT_ASSIGNEES
            + """
             ON CONFLICT (task, ordinal) DO UPDATE SET role = excluded.role,
              user_id = excluded.user_id, turn = excluded.turn, decision = excluded.decision,
              comment = excluded.comment, done_by = excluded.done_by, done_at = excluded.done_at,
              awaited_in = excluded.awaited_in, due_at = excluded.due_at\
            """,
        changed.stream()
            .flatMap(
                task ->
                    rows(task, !closed.contains(new StepPlace(task.instance(), task.step())))
                        .stream())
            .toList());
  }

  /** The last of several states of one task counts. */
  private static List<Task> all(List<InstanceRun> runs, Function<Effects, List<Task>> which) {
    Map<UUID, Task> last = new java.util.LinkedHashMap<>();
    runs.forEach(run -> which.apply(run.effects()).forEach(task -> last.put(task.id(), task)));
    return List.copyOf(last.values());
  }

  private static List<AssigneeRow> rows(Task task, boolean mayWait) {
    var rows = new ArrayList<AssigneeRow>();
    int now = task.turn();
    boolean waits = mayWait && task.state() == Task.State.OPEN;
    for (int i = 0; i < task.assignees().size(); i++) {
      Task.Assignee one = task.assignees().get(i);
      rows.add(new AssigneeRow(task, i, one, waits && one.turn() == now && one.given() == null));
    }
    return rows;
  }

  /** One task. */
  Optional<Task> find(String app, UUID id) {
    return read("WHERE t.app = ? AND t.id = ?::uuid", List.of(app, id.toString())).stream()
        .findFirst();
  }

  /** The open tasks of these instances. */
  List<Task> open(Collection<UUID> instances) {
    return read(
        "WHERE t.instance " + Stored.AMONG + " AND t.state = 'open' ORDER BY t.id",
        List.of(Stored.array(instances)));
  }

  /**
   * Open tasks, in the order that is asked for.
   *
   * @param of only those on which they may act; null means all
   * @param startedBy only those of what that person started; null means all
   */
  List<Task> list(
      String app, TaskQuery query, @Nullable TaskActors of, @Nullable String startedBy) {
    if (of != null && startedBy == null) {
      return at(of::places, of.parameters(app), query);
    }
    var sql = new StringBuilder("WHERE t.app = ? AND t.state = 'open'");
    var parameters = new ArrayList<Object>(List.of(app));
    if (startedBy != null) {
      sql.append(" AND t.instance = ANY(ARRAY(").append(OPEN_OF).append("))");
      parameters.addAll(List.of(app, startedBy));
    }
    if (of != null) {
      sql.append(one(of::places));
      parameters.addAll(of.parameters(app));
    }
    narrow(query, sql, parameters);
    return read(sql.toString(), parameters);
  }

  /** The open tasks of the instance that is asked for, when that person started it; else none. */
  List<Task> belowOf(String app, TaskQuery query, String starter) {
    var sql = new StringBuilder("WHERE t.app = ? AND t.state = 'open' AND EXISTS (");
    sql.append("SELECT FROM nacre.workflow_instance s WHERE s.id = ?::uuid AND s.app = ?");
    sql.append(" AND s.started_by = ?)");
    var parameters =
        new ArrayList<Object>(
            List.of(app, Objects.requireNonNull(query.instance()).toString(), app, starter));
    narrow(query, sql, parameters);
    return read(sql.toString(), parameters);
  }

  /** What somebody started and what isn't finished, by the index of starters. */
  private static final String OPEN_OF =
      "SELECT id FROM nacre.workflow_instance WHERE app = ? AND started_by = ? "
          + "AND state IN ('ready', 'waiting', 'failed')";

  /** Everybody, by name or role, whom some open task waits for. */
  List<Task.Assignee> awaited(String app) {
    return Rows.query(
        database,
        "SELECT DISTINCT role, NULL AS user_id FROM nacre.task_assignee "
            + "WHERE awaited_in = ? AND role IS NOT NULL UNION ALL "
            + "SELECT DISTINCT NULL, user_id FROM nacre.task_assignee "
            + "WHERE awaited_in = ? AND user_id IS NOT NULL",
        List.of(app, app),
        row -> new Task.Assignee(row.getString("role"), row.getString("user_id"), 0, null));
  }

  /** Open tasks that wait for one of these, in the order that is asked for. */
  List<Task> awaiting(String app, List<Task.Assignee> some, TaskQuery query) {
    String users =
        Parameters.literal(
            some.stream().map(Task.Assignee::user).filter(Objects::nonNull).toList());
    String roles =
        Parameters.literal(
            some.stream().map(Task.Assignee::role).filter(Objects::nonNull).toList());
    return at(
        such ->
            """
            (SELECT task, due_at FROM nacre.task_assignee
             WHERE awaited_in = ? AND user_id = ANY(?::text[]) AND user_id IS NOT NULL%1$s
             UNION ALL SELECT task, due_at FROM nacre.task_assignee
             WHERE awaited_in = ? AND role = ANY(?::text[]) AND role IS NOT NULL%1$s) a
            WHERE true\
            """
                .formatted(such),
        List.of(app, users, app, roles),
        query);
  }

  /** Chosen among the places that wait, which are narrow and few beside all tasks; then read. */
  private List<Task> at(UnaryOperator<String> places, List<Object> of, TaskQuery query) {
    var parameters = new ArrayList<Object>(of);
    if (query.record() != null || query.instance() != null) {
      var sql = new StringBuilder("WHERE t.state = 'open'").append(one(places));
      narrow(query, sql, parameters);
      return read(sql.toString(), parameters);
    }
    var sql = new StringBuilder("WHERE t.id = ANY(ARRAY(SELECT t.id FROM (SELECT DISTINCT");
    sql.append(" a.task AS id, a.due_at FROM ").append(places.apply("")).append(") t WHERE true");
    narrow(query, sql, parameters);
    return read(sql.append("))").append(order(query)).toString(), parameters);
  }

  /** Of one task at a time, where there are few. */
  private static String one(UnaryOperator<String> places) {
    return " AND EXISTS (SELECT FROM " + places.apply(" AND task = t.id") + ")";
  }

  private static void narrow(TaskQuery query, StringBuilder sql, List<Object> parameters) {
    UUID after = Cursor.read(query.cursor());
    if (query.record() != null) {
      sql.append(" AND t.record = ?::uuid");
      parameters.add(query.record().toString());
    }
    if (query.instance() != null) {
      sql.append(" AND t.id = ANY(ARRAY(").append(BELOW).append("))");
      parameters.add(query.instance().toString());
    }
    if (after != null) {
      sql.append(
          switch (query.order()) {
            case NEWEST -> " AND t.id < ?::uuid";
            case DUE ->
                " AND EXISTS (SELECT 1 FROM nacre.task c WHERE c.id = ?::uuid AND "
                    + "(coalesce(t.due_at, 'infinity') > coalesce(c.due_at, 'infinity') OR "
                    + "(t.due_at IS NOT DISTINCT FROM c.due_at AND t.id < c.id)))";
          });
      parameters.add(after.toString());
    }
    sql.append(order(query)).append(" LIMIT ?");
    parameters.add(Cursor.limit(query.limit()));
  }

  private static String order(TaskQuery query) {
    return switch (query.order()) {
      case NEWEST -> " ORDER BY t.id DESC";
      case DUE -> " ORDER BY t.due_at NULLS LAST, t.id DESC";
    };
  }

  /** How many open tasks there are on which they may act. */
  int count(String app, TaskActors of) {
    return Rows.query(
            database,
            "SELECT count(DISTINCT a.task) FROM " + of.places(""),
            of.parameters(app),
            row -> row.getInt(1))
        .getFirst();
  }

  /** How many open tasks there are of what that person started. */
  int countStarted(String app, String user) {
    return Rows.query(
            database,
            "SELECT count(*) FROM nacre.task t WHERE t.app = ? AND t.state = 'open' "
                + "AND t.instance = ANY(ARRAY("
                + OPEN_OF
                + "))",
            List.of(app, app, user),
            row -> row.getInt(1))
        .getFirst();
  }

  private List<Task> read(String where, List<@Nullable Object> parameters) {
    return Rows.query(
        database,
        """
        SELECT t.id, t.app, t.workflow, t.instance, t.step, t.form, t.record, t.title,
          array_to_string(t.actions, ',') AS actions, t.mode, t.rules, t.state, t.due_at,
          t.decision, t.comment, t.done_by, t.created_at, t.done_at, t.urged_at,
          (SELECT json_agg(json_build_array(a.role, a.user_id, a.turn, a.decision, a.comment,
             a.done_by, to_char(a.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"'))
             ORDER BY a.ordinal)
           FROM nacre.task_assignee a WHERE a.task = t.id) AS assignees
        FROM nacre.task t
        """
            + where,
        parameters,
        TaskStore::task);
  }

  private static Task task(ResultSet row) throws SQLException {
    String decision = row.getString("decision");
    return new Task(
        row.getObject("id", UUID.class),
        row.getString("app"),
        row.getString("workflow"),
        row.getObject("instance", UUID.class),
        row.getString("step"),
        row.getString("form"),
        row.getObject("record", UUID.class),
        Objects.requireNonNull(Stored.text(row.getString("title"))),
        Arrays.stream(row.getString("actions").split(",", -1)).map(TaskAction::of).toList(),
        Task.Mode.of(row.getString("mode")),
        TaskRules.read(row.getString("rules")),
        assignees(row.getString("assignees")),
        Task.State.of(row.getString("state")),
        Rows.moment(row, "due_at"),
        decision == null ? null : TaskAction.of(decision),
        row.getString("comment"),
        row.getString("done_by"),
        Stored.momentAlways(row, "created_at"),
        Rows.moment(row, "done_at"),
        Rows.moment(row, "urged_at"));
  }

  private static List<Task.Assignee> assignees(@Nullable String json) {
    var assignees = new ArrayList<Task.Assignee>();
    if (json != null) {
      for (JsonNode row : Stored.tree(json)) {
        assignees.add(
            new Task.Assignee(
                row.path(0).textValue(),
                row.path(1).textValue(),
                row.path(2).intValue(),
                given(row)));
      }
    }
    return assignees;
  }

  private static Task.@Nullable Given given(JsonNode row) {
    String decision = row.path(3).textValue();
    return decision == null
        ? null
        : new Task.Given(
            TaskAction.of(decision),
            row.path(5).asText(""),
            row.path(4).textValue(),
            Instant.parse(row.path(6).asText(Instant.EPOCH.toString())));
  }
}
