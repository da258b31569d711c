package dev.nacre.workflow;

import dev.nacre.event.Outbox;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.storage.Database;
import dev.nacre.storage.Pipeline;
import dev.nacre.storage.StorageException;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Makes runs of stored instances, lets them advance together, and stores how they stand then. */
@Singleton
final class Runs {
  private static final Text WITHDRAWN = Text.of("Withdrawn, nothing is left to do", "已撤回，无需处理");

  private final Database database;
  private final WorkflowRegistry workflows;
  private final FormsRegistry forms;
  private final RecordEngine records;
  private final Wishes wishes;
  private final Directory directory;
  private final InstanceStore instances;
  private final InstanceLocks locks;
  private final EventStore events;
  private final TaskStore tasks;
  private final TimerStore timers;
  private final NotificationStore notifications;
  private final Outbox outbox;
  private final RecordAddresses addresses;
  private final WatchStore watches;
  private final Messages messages;
  private final Doorbell doorbell;
  private final InstantSource clock;

  Runs(
      Database database,
      WorkflowRegistry workflows,
      FormsRegistry forms,
      RecordEngine records,
      Wishes wishes,
      Directory directory,
      InstanceStore instances,
      InstanceLocks locks,
      EventStore events,
      TaskStore tasks,
      TimerStore timers,
      NotificationStore notifications,
      Outbox outbox,
      RecordAddresses addresses,
      WatchStore watches,
      Messages messages,
      Doorbell doorbell,
      InstantSource clock) {
    this.database = database;
    this.workflows = workflows;
    this.forms = forms;
    this.records = records;
    this.wishes = wishes;
    this.directory = directory;
    this.instances = instances;
    this.locks = locks;
    this.events = events;
    this.tasks = tasks;
    this.timers = timers;
    this.notifications = notifications;
    this.outbox = outbox;
    this.addresses = addresses;
    this.watches = watches;
    this.messages = messages;
    this.doorbell = doorbell;
    this.clock = clock;
  }

  /**
   * A run of an instance whose row is locked.
   *
   * @throws StepFailedException when its workflow is gone
   */
  InstanceRun of(StoredInstance stored) {
    return of(stored, null);
  }

  /**
   * The same, knowing the tasks.
   *
   * @param open all its open tasks; null when nobody has looked
   */
  InstanceRun of(StoredInstance stored, @Nullable List<Task> open) {
    Instance i = stored.instance();
    Workflow workflow =
        workflows
            .find(i.app(), i.version(), i.workflow())
            .orElseThrow(
                () -> StepFailedException.of("instance_workflow_gone", i.workflow(), i.version()));
    InstanceRun run = of(stored, workflow, open);
    // one whose block is gone can do nothing
    var unused = run.context().repeating();
    return run;
  }

  private InstanceRun of(StoredInstance stored, Workflow workflow, @Nullable List<Task> open) {
    Instant now = clock.instant();
    return new InstanceRun(
        stored,
        new RunContext(
            workflow,
            stored.instance(),
            records,
            instances,
            workflows,
            directory,
            addresses,
            watches,
            now),
        new Effects(stored, open, now));
  }

  /**
   * A run that can be ended or told to have failed, even when its version is gone or can't be
   * compiled any more.
   */
  InstanceRun whatever(StoredInstance stored) {
    try {
      return of(stored);
    } catch (StorageException e) {
      throw e;
    } catch (NacreException e) {
      Instance i = stored.instance();
      var lost =
          new WorkflowDefinition(i.workflow(), null, null, null, null, null, null, List.of());
      Forms now = forms.current(i.app());
      Workflow empty =
          new Workflow(lost, now, null, null, Set.of(), new Block("", List.of()), List.of());
      return of(stored, empty, null);
    }
  }

  /** Lets runs advance as far as they can, and stores them. */
  void advance(List<InstanceRun> runs, Function<InstanceRun, Move.@Nullable Wish> first) {
    load(runs);
    Map<InstanceRun, Move.Wish> wanted = new LinkedHashMap<>();
    for (InstanceRun run : runs) {
      Move.Wish wish = first.apply(run);
      if (wish != null) {
        wanted.put(run, wish);
      }
    }
    wishes.settle(wanted);
    save(runs);
  }

  /** Ends runs with everything that they started, and stores them. */
  void cancel(List<InstanceRun> roots, @Nullable String reason, String who) {
    cancel(roots, run -> run.cancel(reason, null, who));
  }

  /**
   * Ends a run with everything that it started, since who started it takes it back; the people whom
   * it asked are told.
   *
   * @param said their words; may be null
   */
  void withdraw(InstanceRun root, @Nullable String said, String who) {
    cancel(
        List.of(root),
        run -> {
          tasks
              .open(List.of(run.instance().id()))
              .forEach(task -> Reminders.send(run, task, WITHDRAWN, task.title()));
          run.cancel("withdrawn", said, who);
        });
  }

  private void cancel(List<InstanceRun> roots, Consumer<InstanceRun> end) {
    Map<UUID, InstanceRun> all = new LinkedHashMap<>();
    List<InstanceRun> some = roots;
    Cause cause = Cause.current();
    while (!some.isEmpty()) {
      some.forEach(end);
      some.forEach(run -> all.put(run.instance().id(), run));
      // a root may be a child of another one
      some =
          locks.lockChildren(some.stream().map(run -> run.instance().id()).toList()).stream()
              .filter(stored -> !all.containsKey(stored.instance().id()))
              // one that is just writing goes on to its own end
              .filter(stored -> cause == null || !cause.writes(stored.instance().id()))
              .map(this::whatever)
              .toList();
    }
    save(List.copyOf(all.values()));
  }

  /** Stores how runs stand. */
  void save(List<InstanceRun> runs) {
    var sent = new Pipeline();
    instances.save(runs, sent);
    tasks.save(runs, sent);
    watches.drop(runs, sent);
    timers.save(runs, sent);
    events.insert(runs, sent);
    try {
      sent.run(database);
    } catch (StorageException e) {
      throw EventStore.overtaken(e) ? new OvertakenException() : e;
    }
    timers.add(watches.save(runs, clock.instant()));
    messages.send(runs.stream().flatMap(run -> run.effects().messages().stream()).toList());
    instances.setAside(runs);
    List<Instance> started =
        runs.stream().flatMap(run -> run.effects().started().stream()).toList();
    instances.insert(started);
    instances.tellParents(
        runs.stream()
            .map(InstanceRun::instance)
            .filter(instance -> instance.state().finished())
            .map(Instance::parent)
            .filter(Objects::nonNull)
            .toList(),
        clock.instant());
    if (runs.stream().anyMatch(InstanceRun::movesOthers)) {
      database.afterCommit(doorbell::ring);
    }
    outbox.withdraw(
        runs.stream()
            .filter(
                run ->
                    run.instance().state() == Instance.State.CANCELLED || run.effects().withdraws())
            .map(run -> run.instance().id())
            .toList());
    for (InstanceRun run : runs) {
      for (String step : run.effects().abandoned()) {
        cancel(
            locks.lockChildren(run.instance().id(), step).stream().map(this::whatever).toList(),
            "not_needed",
            run.instance().actor());
      }
    }
    // last: many that fail at once write the same message, and then nobody waits for another lock
    notifications.insert(runs);
    new StartIncidents(notifications).tell(workflows, started, clock.instant());
    tell(outbox.add(runs.stream().flatMap(run -> run.effects().outgoing().stream()).toList()));
  }

  /** What was answered before a step asked again is told to it. */
  private void tell(List<Outbox.Answered> answered) {
    timers.add(
        answered.stream()
            .map(
                one ->
                    new Timer(
                        Uuid7.next(),
                        one.instance(),
                        one.step(),
                        clock.instant(),
                        new Reply.Done(one.answer()).note(one.entry())))
            .toList());
  }

  /**
   * Loads the records of several runs by one query; a single one is loaded when it is asked for.
   */
  private void load(List<InstanceRun> runs) {
    var days = new CalendarDays(records);
    runs.forEach(run -> run.context().days(days));
    loadItems(runs);
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

  /** Loads what runs are for, one query for all that are for items of the same step. */
  private void loadItems(List<InstanceRun> runs) {
    Map<Step, Map<InstanceRun, UUID>> wanted = new LinkedHashMap<>();
    for (InstanceRun run : runs) {
      run.context()
          .itemRecords()
          .forEach(
              (step, id) -> wanted.computeIfAbsent(step, s -> new LinkedHashMap<>()).put(run, id));
    }
    wanted.forEach(
        (step, some) -> {
          Items items = ((Repeating) step.action()).items();
          Workflow workflow = some.keySet().iterator().next().context().workflow();
          Map<UUID, StoredRecord> byId =
              records.load(
                  workflow.forms(), items.form().id(), Set.copyOf(some.values()), items.crosses());
          some.forEach((run, id) -> run.context().item(step, byId.get(id)));
        });
  }

  private void load(Workflow workflow, List<InstanceRun> runs) {
    Map<InstanceRun, UUID> about = new LinkedHashMap<>();
    runs.forEach(run -> about.put(run, Objects.requireNonNull(run.instance().record())));
    Map<UUID, StoredRecord> byId =
        records.load(
            workflow.forms(),
            Objects.requireNonNull(workflow.form()),
            Set.copyOf(about.values()),
            workflow.expand());
    about.forEach((run, id) -> run.context().record(byId.get(id)));
  }
}
