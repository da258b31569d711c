package dev.nacre.workflow;

import dev.nacre.metadata.Json;
import dev.nacre.metadata.Messages;
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
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The rows of instances. */
@Singleton
final class InstanceStore {
  private static final String SELECT =
      "SELECT id, app, workflow, version, form, record, state, outcome, position, input, steps,"
          + " problems, attempts, depth, events, parent, parent_step, eager, items, block,"
          + " tried_step, tries, retry_at, incident_at, paused_at, paused_by, paused_whole,"
          + " started_by, started_at, updated_at, since, finished_at"
          + " FROM nacre.workflow_instance ";

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
          .add("text", r -> r.instance().trouble().step())
          .add("integer", r -> r.instance().trouble().tries())
          .add("timestamptz", r -> r.instance().trouble().retryAt())
          .add("timestamptz", r -> r.instance().trouble().toldAt())
          .add("timestamptz", r -> r.instance().updatedAt())
          .add("timestamptz", r -> r.instance().since())
          .add("timestamptz", r -> r.instance().finishedAt())
          .add("integer", r -> r.effects().storedEvents());

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
          input, problems, depth, parent, parent_step, eager, items, block, steps, started_by,
          started_at, updated_at, since, ready_at, paused_at, paused_by, paused_whole)
        SELECT id, n.app, n.workflow, version, form, record, state, input, problems, depth,
          parent, parent_step, eager, items, block, steps, started_by, at, at, at, at,
          p.paused_at, p.paused_by, CASE WHEN p.app IS NULL THEN NULL ELSE true END
        FROM %s AS n (id, app, workflow, version, form, record, state, input, problems, depth,
          parent, parent_step, eager, items, block, steps, started_by, at)
        LEFT JOIN nacre.workflow_pause p ON p.app = n.app AND p.workflow = n.workflow\
        """
            .formatted(NEW.unnest()),
        instances);
  }

  /**
   * Stores how runs stand now.
   *
   * @throws OvertakenException when one of them stands elsewhere than where its run began
   */
  void save(List<InstanceRun> runs) {
    int saved =
        SAVED.run(
            database,
            """
            UPDATE nacre.workflow_instance i
            SET state = n.state, outcome = n.outcome, position = n.position, steps = n.steps,
              problems = n.problems, attempts = n.attempts, events = n.events, delays = 0,
              tried_step = n.tried_step, tries = n.tries, retry_at = n.retry_at,
              incident_at = n.incident_at, updated_at = n.updated_at, since = n.since,
              finished_at = n.finished_at
            FROM %s AS n (id, state, outcome, position, steps, problems, attempts, events,
              tried_step, tries, retry_at, incident_at, updated_at, since, finished_at, before)
            WHERE i.id = n.id AND i.events = n.before\
            """
                .formatted(SAVED.unnest()),
            runs);
    if (saved < runs.size()) {
      throw new OvertakenException();
    }
  }

  /** Locks instances that are ready and that nobody else has locked. */
  List<StoredInstance> claim(Instant now, int limit) {
    return query(
        SELECT
            + "WHERE state = 'ready' AND paused_at IS NULL AND ready_at <= ?::timestamptz "
            + "ORDER BY ready_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
        now.toString(),
        limit);
  }

  /** Locks failed instances that are tried again now and that nobody else has locked. */
  List<StoredInstance> claimFailed(Instant now, int limit) {
    return query(
        SELECT
            + "WHERE state = 'failed' AND paused_at IS NULL AND retry_at <= ?::timestamptz "
            + "ORDER BY retry_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
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

  /**
   * Locks the instances whose steps hold something for these records that is over. Whoever locks
   * instances and counted records locks the instances first.
   */
  Set<UUID> lockHolding(String app, Collection<UUID> holders, Instant now) {
    return query(
            SELECT
                + "WHERE id IN (SELECT h.instance FROM nacre.hold h WHERE h.app = ?"
                + " AND h.holder = ANY(?::uuid[]) AND h.state = 'held'"
                + " AND h.until <= ?::timestamptz) ORDER BY id FOR UPDATE",
            app,
            Stored.array(holders),
            now.toString())
        .stream()
        .map(stored -> stored.instance().id())
        .collect(Collectors.toSet());
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

  private static Instance.@Nullable Pause pause(ResultSet row) throws SQLException {
    Instant at = Rows.moment(row, "paused_at");
    return at == null
        ? null
        : new Instance.Pause(at, row.getString("paused_by"), row.getBoolean("paused_whole"));
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
   * Whose instances somebody may see.
   *
   * @param startedBy those that they started
   * @param workflows and those of these workflows, as far as they may read their records
   */
  record Seen(String startedBy, Set<String> workflows) {}

  /**
   * Instances, newest first.
   *
   * @param seen only those; null means all
   */
  List<Instance> list(String app, InstanceQuery query, @Nullable Seen seen, Instant now) {
    var sql = new StringBuilder(SELECT).append("WHERE app = ?");
    var parameters = new ArrayList<Object>(List.of(app));
    filter("workflow = ?", query.workflow(), sql, parameters);
    filter("form = ?", query.form(), sql, parameters);
    filter("record = ?::uuid", query.record(), sql, parameters);
    filter("version = ?::integer", query.version(), sql, parameters);
    states(query.states(), sql);
    filter("parent = ?::uuid", query.parent(), sql, parameters);
    if (query.paused() != null) {
      sql.append(query.paused() ? " AND paused_at IS NOT NULL" : " AND paused_at IS NULL");
    }
    if (query.step() != null) {
      // a finished one stands nowhere; said so, the index of the open ones serves
      filter("state IN ('ready', 'waiting', 'failed') AND step = ?", query.step(), sql, parameters);
    }
    if (query.olderThan() != null) {
      filter("since <= ?::timestamptz", now.minus(query.olderThan()), sql, parameters);
    }
    if (query.error() != null) {
      filter(
          "state = 'failed' AND (problems::text ILIKE ?",
          "%" + query.error().replaceAll("([\\\\%_])", "\\\\$1") + "%",
          sql,
          parameters);
      filter(
          // by the words that people read, whose codes are stored
          "EXISTS (SELECT 1 FROM jsonb_array_elements(problems) e"
              + " WHERE e ->> 'code' = ANY(?::text[])))",
          Stored.arrayOfIds(Messages.codes(query.error())),
          " OR ",
          sql,
          parameters);
    }
    if (seen != null) {
      sql.append(" AND (started_by = ? OR workflow = ANY(?::text[]))");
      parameters.add(seen.startedBy());
      parameters.add(Stored.arrayOfIds(seen.workflows()));
    }
    filter("id < ?::uuid", Cursor.read(query.cursor()), sql, parameters);
    sql.append(" ORDER BY id DESC LIMIT ?");
    parameters.add(Cursor.limit(query.limit()));
    return query(sql.toString(), parameters.toArray()).stream()
        .map(StoredInstance::instance)
        .toList();
  }

  /** How often in a row the transaction of an instance was lost. */
  int delays(UUID id) {
    return Rows.query(
            database,
            "SELECT delays FROM nacre.workflow_instance WHERE id = ?::uuid",
            List.of(id.toString()),
            row -> row.getInt(1))
        .stream()
        .findFirst()
        .orElse(0);
  }

  /** Lets an instance that could not be tried rest. */
  void delay(UUID id, Instant until) {
    Rows.update(
        database,
        "UPDATE nacre.workflow_instance SET ready_at = ?::timestamptz, delays = delays + 1, "
            + "retry_at = CASE WHEN retry_at IS NULL THEN NULL ELSE ?::timestamptz END "
            + "WHERE id = ?::uuid AND state IN ('ready', 'waiting', 'failed')",
        List.of(until.toString(), until.toString(), id.toString()));
  }

  /** Written out, so that the indexes of some states serve. */
  private static void states(Set<Instance.State> states, StringBuilder sql) {
    if (states.equals(Instance.State.OPEN)) {
      sql.append(" AND state IN ('ready', 'waiting', 'failed')");
    } else if (!states.isEmpty()) {
      sql.append(
          states.stream()
              .map(state -> "'" + state.id() + "'")
              .sorted()
              .collect(Collectors.joining(", ", " AND state IN (", ")")));
      if (Instance.State.OPEN.containsAll(states)) {
        sql.append(" AND state IN ('ready', 'waiting', 'failed')");
      }
    }
  }

  private static void filter(
      String condition, @Nullable Object value, StringBuilder sql, List<Object> parameters) {
    filter(condition, value, " AND ", sql, parameters);
  }

  private static void filter(
      String condition,
      @Nullable Object value,
      String joined,
      StringBuilder sql,
      List<Object> parameters) {
    if (value != null) {
      sql.append(joined).append(condition);
      parameters.add(value.toString());
    }
  }

  /** The workflows of which there are instances, found by leaps through the index. */
  Set<String> workflows(String app) {
    return new TreeSet<>(
        Rows.query(
            database,
            """
            WITH RECURSIVE leap AS (
              (SELECT workflow FROM nacre.workflow_instance
               WHERE app = ? AND state IN ('ready', 'waiting', 'failed')
               ORDER BY workflow LIMIT 1)
              UNION ALL
              SELECT (SELECT i.workflow FROM nacre.workflow_instance i
                      WHERE i.app = ? AND i.state IN ('ready', 'waiting', 'failed')
                        AND i.workflow > leap.workflow
                      ORDER BY i.workflow LIMIT 1)
              FROM leap WHERE leap.workflow IS NOT NULL)
            SELECT workflow FROM leap WHERE workflow IS NOT NULL\
            """,
            List.of(app, app),
            row -> row.getString(1)));
  }

  /** How many instances that have not finished stand where; of these workflows, or of all. */
  List<InstanceCount> counts(String app, @Nullable Set<String> workflows) {
    var parameters = new ArrayList<Object>(List.of(app));
    if (workflows != null) {
      parameters.add(Stored.arrayOfIds(workflows));
    }
    return Rows.query(
        database,
        "SELECT workflow, state, paused_at IS NOT NULL AS paused, step, count(*) AS number,"
            + " min(since) AS since FROM nacre.workflow_instance"
            + " WHERE app = ? AND state IN ('ready', 'waiting', 'failed')"
            + (workflows == null ? "" : " AND workflow = ANY(?::text[])")
            + " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        parameters,
        row ->
            new InstanceCount(
                row.getString("workflow"),
                Instance.State.of(row.getString("state")),
                row.getBoolean("paused"),
                row.getString("step"),
                row.getLong("number"),
                Stored.momentAlways(row, "since")));
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
            new Instance.Trouble(
                row.getString("tried_step"),
                row.getInt("tries"),
                Rows.moment(row, "retry_at"),
                Rows.moment(row, "incident_at")),
            pause(row),
            row.getString("started_by"),
            Stored.momentAlways(row, "started_at"),
            Stored.momentAlways(row, "updated_at"),
            Stored.momentAlways(row, "since"),
            Rows.moment(row, "finished_at")),
        row.getInt("events"));
  }
}
