package dev.nacre.workflow;

import dev.nacre.metadata.Json;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Pipeline;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The rows of instances. */
@Singleton
final class InstanceStore {
  private record New(Instance instance, int events) {}

  private static final Columns<New> NEW =
      new Columns<New>()
          .add("uuid", n -> n.instance().id())
          .add("text", n -> n.instance().app())
          .add("text", n -> n.instance().workflow())
          .add("integer", n -> n.instance().version())
          .add("text", n -> n.instance().form())
          .add("uuid", n -> n.instance().record())
          .add("text", n -> n.instance().state().id())
          .add("text", n -> n.instance().outcome())
          .add("jsonb", n -> Json.write(n.instance().position().json()))
          .add("jsonb", n -> Json.write(n.instance().input()))
          .add("jsonb", n -> Json.write(n.instance().steps()))
          .add("jsonb", n -> Json.write(ProblemJson.write(n.instance().problems())))
          .add("integer", n -> n.instance().attempts())
          .add("integer", n -> n.instance().depth())
          .add("integer", New::events)
          .add("uuid", n -> ofParent(n, Instance.Parent::instance))
          .add("text", n -> ofParent(n, Instance.Parent::step))
          .add("boolean", n -> ofParent(n, Instance.Parent::eager))
          .add("jsonb", n -> ofParent(n, parent -> Json.write(parent.items())))
          .add("jsonb", n -> ofParent(n, InstanceStore::block))
          .add("text", n -> n.instance().trouble().step())
          .add("integer", n -> n.instance().trouble().tries())
          .add("timestamptz", n -> n.instance().trouble().retryAt())
          .add("timestamptz", n -> n.instance().trouble().toldAt())
          .add("text", n -> n.instance().startedBy())
          .add("timestamptz", n -> n.instance().startedAt())
          .add("timestamptz", n -> n.instance().updatedAt())
          .add("timestamptz", n -> n.instance().since())
          .add("timestamptz", n -> n.instance().finishedAt());

  private static @Nullable Object ofParent(
      New made, Function<Instance.Parent, @Nullable Object> what) {
    Instance.Parent parent = made.instance().parent();
    return parent == null ? null : what.apply(parent);
  }

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

  private static final String INSERT =
      """
      INSERT INTO nacre.workflow_instance (id, app, workflow, version, form, record, state,
        outcome, position, input, steps, problems, attempts, depth, events, parent, parent_step,
        eager, items, block, tried_step, tries, retry_at, incident_at, started_by, started_at,
        updated_at, since, finished_at, ready_at, paused_at, paused_by, paused_whole)
      SELECT n.*, n.started_at, p.paused_at, p.paused_by,
        CASE WHEN p.app IS NULL THEN NULL ELSE true END
      FROM %s AS n (id, app, workflow, version, form, record, state, outcome, position, input,
        steps, problems, attempts, depth, events, parent, parent_step, eager, items, block,
        tried_step, tries, retry_at, incident_at, started_by, started_at, updated_at, since,
        finished_at)
      LEFT JOIN nacre.workflow_pause p
        ON p.app = n.app AND p.workflow = n.workflow AND n.finished_at IS NULL\
      """;

  private final Database database;

  InstanceStore(Database database) {
    this.database = database;
  }

  /** Stores new instances; those of a paused workflow begin paused. */
  void insert(List<Instance> instances) {
    NEW.run(database, INSERT, instances.stream().map(instance -> new New(instance, 0)).toList());
  }

  /**
   * Stores how runs stand now. It fails with {@link OvertakenException} when one of them stands
   * elsewhere than where its run began.
   */
  void save(List<InstanceRun> runs, Pipeline sent) {
    sent.add(
        NEW,
        INSERT,
        runs.stream()
            .filter(run -> !run.stored())
            .map(run -> new New(run.instance(), run.effects().lastEvent()))
            .toList());
    List<InstanceRun> known = runs.stream().filter(InstanceRun::stored).toList();
    sent.add(
        SAVED,
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
        """,
        known,
        saved -> {
          if (saved < known.size()) {
            throw new OvertakenException();
          }
        });
  }

  /** What that step of an instance started, oldest first. */
  List<Instance> children(UUID parent, String step) {
    return query(
            InstanceRows.SELECT + "WHERE parent = ?::uuid AND parent_step = ? ORDER BY id",
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
        """,
        repeated);
  }

  private record Repeated(UUID parent, String step) {}

  private static final Columns<Repeated> REPEATED =
      new Columns<Repeated>().add("uuid", Repeated::parent).add("text", Repeated::step);

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
            InstanceRows.SELECT + "WHERE id " + Stored.AMONG + " ORDER BY id FOR UPDATE",
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
        """,
        parents.stream().map(parent -> new Told(parent, now)).toList());
  }

  private record Told(Instance.Parent parent, Instant now) {}

  private static final Columns<Told> PARENTS =
      new Columns<Told>()
          .add("uuid", t -> t.parent().instance())
          .add("text", t -> t.parent().step())
          .add("boolean", t -> t.parent().eager())
          .add("timestamptz", Told::now);

  private static @Nullable String block(Instance.Parent parent) {
    Position block = parent.block();
    return block == null ? null : Json.write(block.json());
  }

  /** One instance of any app. */
  Optional<Instance> find(UUID id) {
    return query(InstanceRows.SELECT + "WHERE id = ?::uuid", id.toString()).stream()
        .findFirst()
        .map(StoredInstance::instance);
  }

  /** One instance. */
  Optional<Instance> find(String app, UUID id) {
    return query(InstanceRows.SELECT + "WHERE id = ?::uuid AND app = ?", id.toString(), app)
        .stream()
        .findFirst()
        .map(StoredInstance::instance);
  }

  /** Who started it; empty when there is none. */
  Optional<String> startedBy(String app, UUID id) {
    return Rows.query(
            database,
            "SELECT started_by FROM nacre.workflow_instance WHERE id = ?::uuid AND app = ?",
            List.of(id.toString(), app),
            row -> row.getString(1))
        .stream()
        .findFirst();
  }

  private List<StoredInstance> query(String sql, Object... parameters) {
    return InstanceRows.query(database, sql, parameters);
  }
}
