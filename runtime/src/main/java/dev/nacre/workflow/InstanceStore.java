package dev.nacre.workflow;

import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The rows of instances. */
@Singleton
final class InstanceStore {
  private static final String SELECT =
      "SELECT id, app, workflow, version, form, record, state, outcome, position, input, steps,"
          + " problems, attempts, depth, events, parent, parent_step, eager, items, block,"
          + " started_by, started_at, updated_at, finished_at FROM nacre.workflow_instance ";

  private static final Columns<Instance> NEW =
      new Columns<Instance>()
          .add("uuid", Instance::id)
          .add("text", Instance::app)
          .add("text", Instance::workflow)
          .add("integer", Instance::version)
          .add("text", Instance::form)
          .add("uuid", Instance::record)
          .add("text", i -> i.state().id())
          .add("jsonb", i -> Json.write(i.input()))
          .add("jsonb", i -> Json.write(ProblemJson.write(i.problems())))
          .add("integer", Instance::depth)
          .add("uuid", i -> i.parent() == null ? null : i.parent().instance())
          .add("text", i -> i.parent() == null ? null : i.parent().step())
          .add("boolean", i -> i.parent() == null ? null : i.parent().eager())
          .add("jsonb", i -> i.parent() == null ? null : Json.write(i.parent().items()))
          .add("jsonb", i -> block(i.parent()))
          .add("jsonb", i -> Json.write(i.steps()))
          .add("text", Instance::startedBy)
          .add("timestamptz", Instance::startedAt);

  private static final Columns<InstanceRun> SAVED =
      new Columns<InstanceRun>()
          .add("uuid", r -> r.instance().id())
          .add("text", r -> r.instance().state().id())
          .add("text", r -> r.instance().outcome())
          .add("jsonb", r -> Json.write(r.instance().position().json()))
          .add("jsonb", r -> Json.write(r.instance().steps()))
          .add("jsonb", r -> Json.write(ProblemJson.write(r.instance().problems())))
          .add("integer", r -> r.instance().attempts())
          .add("integer", r -> r.effects().lastEvent())
          .add("timestamptz", r -> r.instance().updatedAt())
          .add("timestamptz", r -> r.instance().finishedAt());

  private final Database database;

  InstanceStore(Database database) {
    this.database = database;
  }

  /** Stores new instances. */
  void insert(List<Instance> instances) {
    NEW.run(
        database,
        """
        INSERT INTO nacre.workflow_instance (id, app, workflow, version, form, record, state,
          input, problems, depth, parent, parent_step, eager, items, block, steps, started_by, started_at,
          updated_at, ready_at)
        SELECT id, app, workflow, version, form, record, state, input, problems, depth,
          parent, parent_step, eager, items, block, steps, started_by, at, at, at
        FROM %s AS n (id, app, workflow, version, form, record, state, input, problems, depth,
          parent, parent_step, eager, items, block, steps, started_by, at)\
        """
            .formatted(NEW.unnest()),
        instances);
  }

  /** Stores how runs stand now. */
  void save(List<InstanceRun> runs) {
    SAVED.run(
        database,
        """
        UPDATE nacre.workflow_instance i
        SET state = n.state, outcome = n.outcome, position = n.position, steps = n.steps,
          problems = n.problems, attempts = n.attempts, events = n.events,
          updated_at = n.updated_at, finished_at = n.finished_at
        FROM %s AS n (id, state, outcome, position, steps, problems, attempts, events,
          updated_at, finished_at)
        WHERE i.id = n.id\
        """
            .formatted(SAVED.unnest()),
        runs);
  }

  /** Locks instances that are ready and that nobody else has locked. */
  List<StoredInstance> claim(Instant now, int limit) {
    return query(
        SELECT
            + "WHERE state = 'ready' AND ready_at <= ?::timestamptz "
            + "ORDER BY ready_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
        now.toString(),
        limit);
  }

  /** Locks those of these instances that nobody else has locked. */
  List<StoredInstance> claim(Collection<UUID> ids) {
    return query(
        SELECT + "WHERE id = ANY(?::uuid[]) ORDER BY id FOR UPDATE SKIP LOCKED", Stored.array(ids));
  }

  /** Locks an instance, waiting for whoever has it now. */
  Optional<StoredInstance> lock(UUID id) {
    return query(SELECT + "WHERE id = ?::uuid FOR UPDATE", id.toString()).stream().findFirst();
  }

  /** Locks the instance that a task belongs to, waiting for whoever has it now. */
  Optional<StoredInstance> lockOfTask(String app, UUID task) {
    return query(
            SELECT
                + "WHERE id = (SELECT t.instance FROM nacre.task t WHERE t.id = ?::uuid "
                + "AND t.app = ?) FOR UPDATE",
            task.toString(),
            app)
        .stream()
        .findFirst();
  }

  /** Locks every instance about these records that has not finished. */
  List<StoredInstance> lockAbout(String app, String form, Collection<UUID> records) {
    return query(
        SELECT
            + "WHERE record = ANY(?::uuid[]) AND app = ? AND form = ? "
            + "AND state IN ('ready', 'waiting', 'failed') ORDER BY id FOR UPDATE",
        Stored.array(records),
        app,
        form);
  }

  /** What that step of an instance started, oldest first. */
  List<Instance> children(UUID parent, String step) {
    return query(
            SELECT + "WHERE parent = ?::uuid AND parent_step = ? ORDER BY id",
            parent.toString(),
            step)
        .stream()
        .map(StoredInstance::instance)
        .toList();
  }

  /** What steps started that run again is told apart from what they start now. */
  void setAside(List<InstanceRun> runs) {
    List<Repeated> repeated =
        runs.stream()
            .flatMap(
                run ->
                    run.effects().repeated().stream()
                        .map(step -> new Repeated(run.instance().id(), step)))
            .toList();
    REPEATED.run(
        database,
        """
        UPDATE nacre.workflow_instance c SET parent_step = c.parent_step || '~'
        FROM %s AS n (parent, step) WHERE c.parent = n.parent AND c.parent_step = n.step\
        """
            .formatted(REPEATED.unnest()),
        repeated);
  }

  private record Repeated(UUID parent, String step) {}

  private static final Columns<Repeated> REPEATED =
      new Columns<Repeated>().add("uuid", Repeated::parent).add("text", Repeated::step);

  /** Locks what these instances started and what has not finished. */
  List<StoredInstance> lockChildren(Collection<UUID> parents) {
    return query(
        SELECT
            + "WHERE parent = ANY(?::uuid[]) AND state IN ('ready', 'waiting', 'failed') "
            + "ORDER BY id FOR UPDATE",
        Stored.array(parents));
  }

  /** Locks what that step of an instance started and what has not finished. */
  List<StoredInstance> lockChildren(UUID parent, String step) {
    return query(
        SELECT
            + "WHERE parent = ?::uuid AND parent_step = ? "
            + "AND state IN ('ready', 'waiting', 'failed') ORDER BY id FOR UPDATE",
        parent.toString(),
        step);
  }

  /**
   * Tells waiting steps that all they started has finished. The parents are locked before, so that
   * of two children that finish at once the second sees the first.
   */
  void tellParents(List<Instance.Parent> parents, Instant now) {
    if (parents.isEmpty()) {
      return;
    }
    var unused =
        query(
            SELECT + "WHERE id = ANY(?::uuid[]) ORDER BY id FOR UPDATE",
            Stored.array(parents.stream().map(Instance.Parent::instance).toList()));
    PARENTS.run(
        database,
        """
        INSERT INTO nacre.workflow_timer (id, instance, step, due_at, what)
        SELECT gen_random_uuid(), p.id, n.step, n.at, '{"children": true}'
        FROM (SELECT DISTINCT * FROM %s AS d (id, step, eager, at)) n
        JOIN nacre.workflow_instance p ON p.id = n.id AND p.state = 'waiting'
          AND p.position -> -1 ->> 'step' = n.step
        WHERE n.eager OR NOT EXISTS (SELECT 1 FROM nacre.workflow_instance c
          WHERE c.parent = p.id AND c.parent_step = n.step
            AND c.state IN ('ready', 'waiting', 'failed'))\
        """
            .formatted(PARENTS.unnest()),
        parents.stream().map(parent -> new Told(parent, now)).toList());
  }

  private record Told(Instance.Parent parent, Instant now) {}

  private static final Columns<Told> PARENTS =
      new Columns<Told>()
          .add("uuid", t -> t.parent().instance())
          .add("text", t -> t.parent().step())
          .add("boolean", t -> t.parent().eager())
          .add("timestamptz", Told::now);

  private static Instance.@Nullable Parent parent(ResultSet row) throws SQLException {
    UUID instance = row.getObject("parent", UUID.class);
    String block = row.getString("block");
    return instance == null
        ? null
        : new Instance.Parent(
            instance,
            row.getString("parent_step"),
            row.getBoolean("eager"),
            Stored.object(row.getString("items")),
            block == null ? null : Position.read(Stored.tree(block)));
  }

  private static @Nullable String block(Instance.@Nullable Parent parent) {
    Position block = parent == null ? null : parent.block();
    return block == null ? null : Json.write(block.json());
  }

  /** One instance of any app. */
  Optional<Instance> find(UUID id) {
    return query(SELECT + "WHERE id = ?::uuid", id.toString()).stream()
        .findFirst()
        .map(StoredInstance::instance);
  }

  /** One instance. */
  Optional<Instance> find(String app, UUID id) {
    return query(SELECT + "WHERE id = ?::uuid AND app = ?", id.toString(), app).stream()
        .findFirst()
        .map(StoredInstance::instance);
  }

  /**
   * Instances, newest first.
   *
   * @param startedBy only that person's; null means everybody's
   */
  List<Instance> list(String app, InstanceQuery query, @Nullable String startedBy) {
    var sql = new StringBuilder(SELECT).append("WHERE app = ?");
    var parameters = new ArrayList<Object>(List.of(app));
    filter("workflow = ?", query.workflow(), sql, parameters);
    filter("form = ?", query.form(), sql, parameters);
    filter("record = ?::uuid", query.record(), sql, parameters);
    filter("state = ?", query.state() == null ? null : query.state().id(), sql, parameters);
    filter("started_by = ?", startedBy, sql, parameters);
    filter("id < ?::uuid", Cursor.read(query.cursor()), sql, parameters);
    sql.append(" ORDER BY id DESC LIMIT ?");
    parameters.add(Cursor.limit(query.limit()));
    return query(sql.toString(), parameters.toArray()).stream()
        .map(StoredInstance::instance)
        .toList();
  }

  /** Lets an instance that could not be tried rest. */
  void delay(UUID id, Instant until) {
    Rows.update(
        database,
        "UPDATE nacre.workflow_instance SET ready_at = ?::timestamptz, attempts = attempts + 1 "
            + "WHERE id = ?::uuid AND state IN ('ready', 'waiting')",
        List.of(until.toString(), id.toString()));
  }

  /** Stops an instance that breaks whatever transaction it is in, and says so in its timeline. */
  void fail(UUID id, List<Problem> problems, Instant now) {
    String json = Json.write(ProblemJson.write(problems));
    Rows.update(
        database,
        """
        WITH failed AS (
          UPDATE nacre.workflow_instance
          SET state = 'failed', attempts = attempts + 1, events = events + 1,
            problems = ?::jsonb, updated_at = ?::timestamptz
          WHERE id = ?::uuid AND state IN ('ready', 'waiting')
          RETURNING id, events, updated_at, workflow)
        INSERT INTO nacre.workflow_event (instance, seq, at, kind, who, detail)
        SELECT id, events, updated_at, 'failed', 'workflow:' || workflow,
          jsonb_build_object('problems', ?::jsonb)
        FROM failed\
        """,
        List.of(json, now.toString(), id.toString(), json));
  }

  private static void filter(
      String condition, @Nullable Object value, StringBuilder sql, List<Object> parameters) {
    if (value != null) {
      sql.append(" AND ").append(condition);
      parameters.add(value.toString());
    }
  }

  private List<StoredInstance> query(String sql, Object... parameters) {
    return Rows.query(database, sql, List.of(parameters), InstanceStore::read);
  }

  private static StoredInstance read(ResultSet row) throws SQLException {
    return new StoredInstance(
        new Instance(
            row.getObject("id", UUID.class),
            row.getString("app"),
            row.getString("workflow"),
            row.getInt("version"),
            row.getString("form"),
            row.getObject("record", UUID.class),
            Instance.State.of(row.getString("state")),
            row.getString("outcome"),
            Position.read(Stored.tree(row.getString("position"))),
            Stored.object(row.getString("input")),
            Stored.object(row.getString("steps")),
            ProblemJson.read(Stored.tree(row.getString("problems"))),
            row.getInt("attempts"),
            row.getInt("depth"),
            parent(row),
            row.getString("started_by"),
            Stored.momentAlways(row, "started_at"),
            Stored.momentAlways(row, "updated_at"),
            Rows.moment(row, "finished_at")),
        row.getInt("events"));
  }
}
