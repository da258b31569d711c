package dev.nacre.workflow;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes runs of stored instances, lets them advance together, and stores how they stand then. */
@Singleton
final class Runs {
  private final WorkflowRegistry workflows;
  private final RecordEngine records;
  private final RecordWrites writes;
  private final Directory directory;
  private final InstanceStore instances;
  private final EventStore events;
  private final TaskStore tasks;
  private final TimerStore timers;
  private final NotificationStore notifications;
  private final InstantSource clock;

  Runs(
      WorkflowRegistry workflows,
      RecordEngine records,
      RecordWrites writes,
      Directory directory,
      InstanceStore instances,
      EventStore events,
      TaskStore tasks,
      TimerStore timers,
      NotificationStore notifications,
      InstantSource clock) {
    this.workflows = workflows;
    this.records = records;
    this.writes = writes;
    this.directory = directory;
    this.instances = instances;
    this.events = events;
    this.tasks = tasks;
    this.timers = timers;
    this.notifications = notifications;
    this.clock = clock;
  }

  /**
   * A run of an instance whose row is locked.
   *
   * @param known its open tasks, where a step may ask for them
   * @throws StepFailedException when its workflow is gone
   */
  InstanceRun of(StoredInstance stored, List<Task> known) {
    Instance i = stored.instance();
    Workflow workflow =
        workflows
            .find(i.app(), i.version(), i.workflow())
            .orElseThrow(
                () -> StepFailedException.of("instance_workflow_gone", i.workflow(), i.version()));
    Instant now = clock.instant();
    return new InstanceRun(
        stored,
        new RunContext(workflow, i, records, directory, now),
        new Effects(stored, known, now));
  }

  /** Lets runs advance as far as they can, and stores them. */
  void advance(List<InstanceRun> runs, Function<InstanceRun, Move.@Nullable Write> first) {
    load(runs);
    Map<InstanceRun, Move.Write> wanted = new LinkedHashMap<>();
    for (InstanceRun run : runs) {
      Move.Write write = first.apply(run);
      if (write != null) {
        wanted.put(run, write);
      }
    }
    writes.settle(wanted);
    save(runs);
  }

  /** Stores how runs stand. */
  void save(List<InstanceRun> runs) {
    instances.save(runs);
    tasks.save(runs);
    timers.save(runs);
    notifications.insert(runs);
    events.insert(runs);
  }

  /**
   * Loads the records of several runs by one query; a single one is loaded when it is asked for.
   */
  private void load(List<InstanceRun> runs) {
    Map<Workflow, List<InstanceRun>> byWorkflow =
        runs.stream()
            .filter(r -> r.instance().record() != null && r.context().workflow().form() != null)
            .collect(Collectors.groupingBy(r -> r.context().workflow()));
    byWorkflow.forEach(
        (workflow, some) -> {
          if (some.size() > 1) {
            load(workflow, some);
          }
        });
  }

  private void load(Workflow workflow, List<InstanceRun> runs) {
    var ids = com.fasterxml.jackson.databind.node.JsonNodeFactory.instance.arrayNode();
    runs.stream().map(r -> String.valueOf(r.instance().record())).distinct().forEach(ids::add);
    String form = Optional.ofNullable(workflow.form()).orElseThrow();
    Query query =
        Query.of(form)
            .where(new Condition.Compare("id", Condition.Op.IN, new Value.Literal(ids)))
            .limit(ids.size())
            .expanding(workflow.expand());
    Identity identity = runs.getFirst().context().identity();
    Map<UUID, StoredRecord> byId = new HashMap<>();
    records
        .query(workflow.forms(), query, identity)
        .records()
        .forEach(record -> byId.put(record.id(), record));
    runs.forEach(run -> run.context().record(byId.get(run.instance().record())));
  }
}
