package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Value;
import dev.nacre.record.BrokenVersionException;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts, shows and repairs instances on behalf of people. */
@Singleton
public final class InstanceEngine {
  /** So many are looked at together, where only some may be seen. */
  private static final int LOOK_AT = 500;

  private final Database database;
  private final WorkflowRegistry workflows;
  private final InstanceStore instances;
  private final EventStore events;
  private final TaskStore tasks;
  private final PauseStore pauses;
  private final Runs runs;
  private final RecordEngine records;
  private final EntryStarts entries;
  private final ActLog acts;
  private final Doorbell doorbell;
  private final InstantSource clock;

  InstanceEngine(
      Database database,
      WorkflowRegistry workflows,
      InstanceStore instances,
      EventStore events,
      TaskStore tasks,
      PauseStore pauses,
      Runs runs,
      RecordEngine records,
      EntryStarts entries,
      ActLog acts,
      Doorbell doorbell,
      InstantSource clock) {
    this.database = database;
    this.workflows = workflows;
    this.instances = instances;
    this.events = events;
    this.tasks = tasks;
    this.pauses = pauses;
    this.runs = runs;
    this.records = records;
    this.entries = entries;
    this.acts = acts;
    this.doorbell = doorbell;
    this.clock = clock;
  }

  /**
   * Starts a workflow by hand, and lets it advance as far as it can before answering.
   *
   * @param asked the version served now, on which it will stay
   * @param record the record that it is about; null for none
   * @throws NotFoundException when there is no such workflow or record
   * @throws ForbiddenException when no role of the identity may start it
   * @throws ActionInvalidException when the workflow needs a record and none is given, or takes
   *     none
   */
  public Instance start(
      Forms asked, String workflow, @Nullable UUID record, ObjectNode input, Identity who) {
    Workflow known = find(asked, workflow);
    Forms forms =
        record == null || known.form() == null
            ? asked
            : records.serving(asked, known.form(), record, who);
    Workflow found = find(forms, workflow);
    mayStart(forms, workflow, who);
    Sent.check(null, input, "input");
    String form = found.form();
    if (form == null && record != null) {
      throw new ActionInvalidException(Problem.at("/record", "workflow_takes_no_record", workflow));
    } else if (form != null && record == null) {
      throw new ActionInvalidException(
          Problem.at("/record", "workflow_needs_record", workflow, form));
    } else if (form != null
        && record != null
        && records.find(forms, form, record, Set.of(), who).isEmpty()) {
      throw new NotFoundException(Problem.at("/record", "workflow_record_unknown", form, record));
    }
    if (record != null && !offered(forms, found, record, who)) {
      throw new NotPossibleException(
          Problem.at(
              "/record", "workflow_not_offered", found.definition().title().in(Locale.ENGLISH)));
    }
    Asking asks = found.asks();
    ObjectNode checked =
        asks == null ? input : asks.check(records, input, begin(found, record, who), who);
    Instance instance = Instance.ready(found, record, checked, 0, null, who.id(), clock.instant());
    return database.inTransaction(
        connection -> {
          instances.insert(List.of(instance));
          if (pauses.paused(instance.app(), workflow)) {
            return instances.find(instance.id()).orElse(instance);
          }
          InstanceRun run = runs.of(new StoredInstance(instance, 0), List.of());
          runs.advance(List.of(run), InstanceRun::begin);
          return run.instance();
        });
  }

  /**
   * What the fields begin with that a workflow asks for, as whoever starts it may see it.
   *
   * @param workflow one that asks for something
   * @param record the record that it would be about; null for none
   */
  public ObjectNode begin(Workflow workflow, @Nullable UUID record, Identity who) {
    Asking asks = workflow.asks();
    if (asks == null) {
      return JsonNodeFactory.instance.objectNode();
    }
    Forms forms = workflow.forms();
    String form = workflow.form();
    Scope scope = records.scope(forms, who);
    if (form == null || record == null) {
      return asks.begin(scope, Set.of());
    }
    FormAccess access = forms.permissions().on(form, who);
    var covered = new HashSet<>(access.hidden());
    covered.addAll(access.masked());
    StoredRecord about = records.load(forms, form, Set.of(record), workflow.expand()).get(record);
    return asks.begin(scope.with(about, null), covered);
  }

  /**
   * The workflows that have a button at that record now, and that the person may start.
   *
   * @param forms those that serve the record
   */
  public List<Workflow> buttons(Forms forms, String form, UUID record, Identity who) {
    return workflows.triggeredBy(forms, form).stream()
        .filter(workflow -> workflow.trigger() instanceof Trigger.Pressed)
        .filter(workflow -> forms.permissions().startWorkflow(workflow.id(), who))
        .filter(workflow -> offered(forms, workflow, record, who))
        .toList();
  }

  /** Whether the button of that workflow, if it has one, is there at that record. */
  private boolean offered(Forms forms, Workflow workflow, UUID record, Identity who) {
    if (!(workflow.trigger() instanceof Trigger.Pressed pressed) || pressed.when() == null) {
      return true;
    }
    StoredRecord found =
        records
            .load(workflow.forms(), pressed.form(), Set.of(record), pressed.when().crosses())
            .get(record);
    try {
      return found != null && pressed.when().test(records.scope(forms, who).with(found, null));
    } catch (FormulaException e) {
      return false;
    }
  }

  private Workflow find(Forms forms, String workflow) {
    return workflows
        .find(forms.address(), forms.version(), workflow)
        .orElseThrow(() -> new NotFoundException(Problem.at("", "workflow_unknown", workflow)));
  }

  private static void mayStart(Forms forms, String workflow, Identity who) {
    if (!who.unlimited() && !forms.permissions().startWorkflow(workflow, who)) {
      throw new ForbiddenException(Problem.at("", "workflow_start_forbidden", workflow));
    }
  }

  /**
   * An instance as it is now.
   *
   * @throws NotFoundException when there is none or it may not be seen: administrators, who started
   *     it, who has a task in it and who may read its record see it
   */
  public Instance get(Forms forms, UUID id, Identity who) {
    Instance instance = instances.find(forms.address(), id).orElseThrow(() -> unknown(id));
    boolean seen =
        who.unlimited()
            || instance.startedBy().equals(who.id())
            || reads(forms, instance.form(), instance.record(), who)
            || tasks.open(List.of(id)).stream()
                .flatMap(task -> task.assignees().stream())
                .anyMatch(
                    a ->
                        who.id().equals(a.user())
                            || (a.role() != null && who.holds(forms.app(), a.role())));
    if (!seen) {
      throw unknown(id);
    }
    return instance;
  }

  /** The inbox entry that started an instance; empty when none did. */
  public Optional<Long> entry(Instance instance) {
    return entries.entry(instance.id());
  }

  /** The instances that an inbox entry has started, oldest first; for administrators. */
  public List<UUID> startedBy(long entry) {
    return entries.of(entry);
  }

  private boolean reads(Forms forms, @Nullable String form, @Nullable UUID record, Identity who) {
    return form != null
        && record != null
        && forms.find(form).isPresent()
        && forms.permissions().on(form, who).may(Permissions.Action.READ)
        && records.find(forms, form, record, Set.of(), who).isPresent();
  }

  private static NotFoundException unknown(UUID id) {
    return new NotFoundException(Problem.at("", "instance_unknown", id));
  }

  /**
   * What happened in an instance so far, oldest first.
   *
   * @throws NotFoundException like {@link #get}
   */
  public List<InstanceEvent> timeline(Forms forms, UUID id, Identity who) {
    return events.of(get(forms, id, who).id());
  }

  /**
   * What the steps of an instance started, newest first, at most 500: whoever sees it sees them.
   *
   * @throws NotFoundException like {@link #get}
   */
  public List<Instance> children(Forms forms, UUID id, Identity who) {
    InstanceQuery under = InstanceQuery.under(get(forms, id, who).id());
    List<Instance> found = instances.list(forms.address(), under, null, clock.instant());
    return found.subList(0, Math.min(found.size(), under.limit()));
  }

  /**
   * Instances, newest first. About a record: for everybody who may read it; others: for
   * administrators, for everybody those that they started, and for whoever may start a workflow
   * those of it whose records they may read.
   */
  public InstancePage list(Forms forms, InstanceQuery query, Identity who) {
    boolean all = who.unlimited() || reads(forms, query.form(), query.record(), who);
    var seen = all ? null : new InstanceStore.Seen(who.id(), startable(forms, who));
    var page = new ArrayList<Instance>();
    InstanceQuery next = query;
    while (true) {
      List<Instance> found = instances.list(forms.address(), next, seen, clock.instant());
      boolean more = found.size() > next.limit();
      List<Instance> some = more ? found.subList(0, next.limit()) : found;
      Set<UUID> readable = all ? Set.of() : readable(forms, some, who);
      for (Instance one : some) {
        if (all
            || one.startedBy().equals(who.id())
            || (one.record() != null && readable.contains(one.record()))) {
          page.add(one);
        }
        if (page.size() == query.limit()) {
          boolean last = !more && one.id().equals(some.getLast().id());
          return new InstancePage(page, last ? null : one.id().toString());
        }
      }
      if (!more) {
        return new InstancePage(page, null);
      }
      next = query.page(LOOK_AT, some.getLast().id().toString());
    }
  }

  private Set<String> startable(Forms forms, Identity who) {
    return workflows.ids(forms).stream()
        .filter(id -> forms.permissions().startWorkflow(id, who))
        .collect(Collectors.toSet());
  }

  /** Those of their records that somebody may read, one query a form. */
  private Set<UUID> readable(Forms forms, List<Instance> some, Identity who) {
    var wanted = new HashMap<String, Set<UUID>>();
    for (Instance one : some) {
      String form = one.form();
      UUID record = one.record();
      if (form != null
          && record != null
          && forms.find(form).isPresent()
          && forms.permissions().on(form, who).may(Permissions.Action.READ)) {
        wanted.computeIfAbsent(form, f -> new HashSet<>()).add(record);
      }
    }
    var found = new HashSet<UUID>();
    wanted.forEach(
        (form, ids) -> {
          ArrayNode list = JsonNodeFactory.instance.arrayNode();
          ids.forEach(id -> list.add(id.toString()));
          records
              .query(
                  forms,
                  Query.of(form)
                      .where(new Condition.Compare("id", Condition.Op.IN, new Value.Literal(list)))
                      .limit(ids.size())
                      .withoutLines(),
                  who)
              .records()
              .forEach(record -> found.add(record.id()));
        });
    return found;
  }

  /**
   * How many instances stand where: for administrators of every workflow, for others of those that
   * they may start.
   */
  public List<InstanceCount> counts(Forms forms, Identity who) {
    return instances.counts(forms.address(), who.unlimited() ? null : startable(forms, who));
  }

  /** The workflows that are paused, of those that {@link #counts} tells of. */
  public List<PausedWorkflow> paused(Forms forms, Identity who) {
    return pauses.of(forms.address()).stream()
        .filter(
            paused -> who.unlimited() || forms.permissions().startWorkflow(paused.workflow(), who))
        .toList();
  }

  /**
   * Lets a failed instance go on from the step that failed, and advance as far as it can.
   *
   * @throws NotPossibleException when it hasn't failed, or is paused
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance retry(Forms forms, UUID id, Identity who) {
    return act(forms, id, InstanceAction.RETRY, null, who);
  }

  /**
   * Ends an instance and closes its tasks. What its steps have written stays.
   *
   * @param reason shown in its timeline; may be null
   * @throws NotPossibleException when it has finished
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance cancel(Forms forms, UUID id, @Nullable String reason, Identity who) {
    return act(forms, id, InstanceAction.CANCEL, reason, who);
  }

  /**
   * Does that with an instance, and keeps that somebody did.
   *
   * @param reason shown in its timeline; may be null
   * @return the instance as it is then
   * @throws NotPossibleException when it can't be done as it stands
   * @throws ForbiddenException when the identity may not start its workflow
   */
  public Instance act(
      Forms forms, UUID id, InstanceAction action, @Nullable String reason, Identity who) {
    Sent.check(reason, JsonNodeFactory.instance.objectNode(), "");
    Instance seen = allowed(forms, id, who);
    return database.inTransaction(
        connection -> {
          StoredInstance stored = instances.lock(id).orElseThrow(() -> unknown(id));
          possible(stored.instance(), action);
          acts.log(
              who,
              "instance_" + action.id(),
              forms.address(),
              seen.workflow() + " " + id + (reason == null ? "" : ": " + reason));
          return act(stored, action, reason, who);
        });
  }

  /**
   * Whether that person may take the instance back now.
   *
   * @param instance as it is now
   */
  public boolean mayWithdraw(Instance instance, Identity who) {
    return instance.startedBy().equals(who.id())
        && instance.parent() == null
        && !instance.state().finished()
        && withdrawable(instance);
  }

  private boolean withdrawable(Instance instance) {
    try {
      return workflows
          .find(instance.app(), instance.version(), instance.workflow())
          .map(workflow -> workflow.definition().withdrawable())
          .orElse(true);
    } catch (BrokenVersionException e) {
      return true; // nothing can forbid it any more
    }
  }

  /**
   * Takes an instance back, by who started it: it ends as cancelled with the outcome {@code
   * withdrawn}, its tasks are closed and their people told. What its steps have written stays.
   *
   * @param comment shown in its timeline; may be null
   * @throws NotPossibleException when it has finished, is a part of another one, or its workflow
   *     forbids it
   * @throws ForbiddenException when somebody else started it
   */
  public Instance withdraw(Forms forms, UUID id, @Nullable String comment, Identity who) {
    Sent.check(comment, JsonNodeFactory.instance.objectNode(), "");
    Instance seen = get(forms, id, who);
    if (!seen.startedBy().equals(who.id())) {
      throw new ForbiddenException(Problem.at("", "withdraw_not_yours", seen.startedBy()));
    }
    Instance.Parent parent = seen.parent();
    if (parent != null) {
      throw new NotPossibleException(Problem.at("", "withdraw_part", parent.instance().toString()));
    }
    return database.inTransaction(
        connection -> {
          StoredInstance stored = instances.lock(id).orElseThrow(() -> unknown(id));
          if (stored.instance().state().finished()) {
            throw new NotPossibleException(
                Problem.at("", "instance_finished", stored.instance().state().id()));
          }
          if (!withdrawable(stored.instance())) {
            throw new NotPossibleException(Problem.at("", "withdraw_forbidden", seen.workflow()));
          }
          InstanceRun run = runs.whatever(stored);
          runs.withdraw(run, comment, who.id());
          return run.instance();
        });
  }

  /** An instance that somebody may look after. */
  Instance allowed(Forms forms, UUID id, Identity who) {
    Instance seen = get(forms, id, who);
    mayStart(forms, seen.workflow(), who);
    return seen;
  }

  private Instance act(
      StoredInstance stored, InstanceAction action, @Nullable String reason, Identity who) {
    UUID id = stored.instance().id();
    switch (action) {
      case PAUSE -> pauses.pause(List.of(id), who.id(), reason, false);
      case RESUME -> {
        pauses.resume(List.of(id), who.id(), reason);
        database.afterCommit(doorbell::ring);
      }
      case RETRY -> runs.advance(List.of(runs.of(stored, List.of())), run -> run.retry(who.id()));
      case SKIP ->
          runs.advance(List.of(runs.of(stored, List.of())), run -> run.skip(reason, who.id()));
      case CANCEL -> runs.cancel(List.of(runs.whatever(stored)), reason, who.id());
    }
    return instances.find(id).orElseThrow(() -> unknown(id));
  }

  private static void possible(Instance instance, InstanceAction action) {
    String state = instance.state().id();
    switch (action) {
      case PAUSE, CANCEL -> {
        refuse(instance.state().finished(), "instance_finished", state);
        refuse(
            action == InstanceAction.PAUSE && instance.pause() != null, "instance_paused_already");
      }
      case RESUME -> refuse(instance.pause() == null, "instance_not_paused", state);
      case RETRY, SKIP -> {
        refuse(instance.state() != Instance.State.FAILED, "instance_not_failed", state);
        refuse(instance.pause() != null, "instance_paused");
        refuse(
            action == InstanceAction.SKIP && instance.position().step().isEmpty(),
            "instance_nothing_to_skip");
      }
    }
  }

  private static void refuse(boolean when, String code, Object... args) {
    if (when) {
      throw new NotPossibleException(Problem.at("", code, args));
    }
  }

  /**
   * Pauses a workflow, and everything of it that runs; what it starts meanwhile waits too.
   *
   * @param reason may be null
   * @return how many instances
   * @throws NotFoundException when there is no such workflow
   * @throws ForbiddenException when the identity may not start it
   */
  public int pause(Forms forms, String workflow, @Nullable String reason, Identity who) {
    var what = whole(forms, workflow, "workflow_pause", reason, who);
    return pauses.pauseWhole(what, who.id(), reason);
  }

  /**
   * Lets a paused workflow go on.
   *
   * @param reason may be null
   * @return how many instances
   * @throws NotFoundException when there is no such workflow
   * @throws ForbiddenException when the identity may not start it
   */
  public int resume(Forms forms, String workflow, @Nullable String reason, Identity who) {
    var what = whole(forms, workflow, "workflow_resume", reason, who);
    int resumed = pauses.resumeWhole(what, who.id(), reason);
    doorbell.ring();
    return resumed;
  }

  private PauseStore.Whole whole(
      Forms forms, String workflow, String act, @Nullable String reason, Identity who) {
    Sent.check(reason, JsonNodeFactory.instance.objectNode(), "");
    // one that is gone from the newest version may still run
    if (!instances.workflows(forms.address()).contains(workflow)) {
      var unused = find(forms, workflow);
    }
    mayStart(forms, workflow, who);
    acts.log(who, act, forms.address(), workflow + (reason == null ? "" : ": " + reason));
    return new PauseStore.Whole(forms.address(), workflow);
  }
}
