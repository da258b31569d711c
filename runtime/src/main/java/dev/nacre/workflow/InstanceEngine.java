package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Value;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import dev.nacre.security.Permissions.FormAccess;
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

/** Starts instances on behalf of people, and shows them; {@link InstanceActs} changes them. */
@Singleton
public final class InstanceEngine {
  /** So many are looked at together, where only some may be seen. */
  private static final int LOOK_AT = 500;

  private final WorkflowRegistry workflows;
  private final InstanceStore instances;
  private final InstanceSearch search;
  private final EventStore events;
  private final TaskStore tasks;
  private final PauseStore pauses;
  private final Starts starts;
  private final Following following;
  private final RecordEngine records;
  private final EntryStarts entries;
  private final InstantSource clock;

  InstanceEngine(
      WorkflowRegistry workflows,
      InstanceStore instances,
      InstanceSearch search,
      EventStore events,
      TaskStore tasks,
      PauseStore pauses,
      Starts starts,
      Following following,
      RecordEngine records,
      EntryStarts entries,
      InstantSource clock) {
    this.workflows = workflows;
    this.instances = instances;
    this.search = search;
    this.events = events;
    this.tasks = tasks;
    this.pauses = pauses;
    this.starts = starts;
    this.following = following;
    this.records = records;
    this.entries = entries;
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
    } else if (form != null && record != null && !records.sees(forms, form, record, who)) {
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
    Starts.Begun begun = starts.call(instance);
    following.after(begun.instance(), begun.movedOthers());
    // what it started has gone on meanwhile, and it perhaps, too
    return begun.movedOthers()
        ? instances.find(instance.id()).orElse(begun.instance())
        : begun.instance();
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

  /**
   * The workflow of that id.
   *
   * @throws NotFoundException when there is none
   */
  Workflow find(Forms forms, String workflow) {
    return workflows
        .find(forms.address(), forms.version(), workflow)
        .orElseThrow(() -> new NotFoundException(Problem.at("", "workflow_unknown", workflow)));
  }

  /** Refuses who may not start that workflow, and so not look after it either. */
  static void mayStart(Forms forms, String workflow, Identity who) {
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

  static NotFoundException unknown(UUID id) {
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
    List<Instance> found = search.list(forms.address(), under, null, clock.instant());
    return found.subList(0, Math.min(found.size(), under.limit()));
  }

  /**
   * Instances, newest first. About a record: for everybody who may read it; others: for
   * administrators, for everybody those that they started, and for whoever may start a workflow
   * those of it whose records they may read.
   */
  public InstancePage list(Forms forms, InstanceQuery query, Identity who) {
    boolean all = who.unlimited() || reads(forms, query.form(), query.record(), who);
    var seen = all ? null : new InstanceSearch.Seen(who.id(), startable(forms, who));
    var page = new ArrayList<Instance>();
    InstanceQuery next = query;
    while (true) {
      List<Instance> found = search.list(forms.address(), next, seen, clock.instant());
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
    return search.counts(forms.address(), who.unlimited() ? null : startable(forms, who));
  }

  /** The workflows that are paused, of those that {@link #counts} tells of. */
  public List<PausedWorkflow> paused(Forms forms, Identity who) {
    return pauses.of(forms.address()).stream()
        .filter(
            paused -> who.unlimited() || forms.permissions().startWorkflow(paused.workflow(), who))
        .toList();
  }
}
