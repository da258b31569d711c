package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Text;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** People's work: what waits for them, and what they do with it. */
@Singleton
public final class TaskEngine {
  private final TaskStore tasks;
  private final InstanceStore instances;
  private final EventStore events;
  private final Runs runs;
  private final Following following;
  private final RecordEngine records;
  private final TaskPeople people;
  private final Decisions decisions;

  TaskEngine(
      TaskStore tasks,
      InstanceStore instances,
      EventStore events,
      Runs runs,
      Following following,
      RecordEngine records,
      TaskPeople people,
      Decisions decisions) {
    this.tasks = tasks;
    this.instances = instances;
    this.events = events;
    this.runs = runs;
    this.following = following;
    this.records = records;
    this.people = people;
    this.decisions = decisions;
  }

  /**
   * Open tasks, newest first unless the question says otherwise. People see the tasks on which they
   * may act, also in the place of who is away, those of what they started, and all tasks of a
   * record that they may read when they ask for that record; administrators see all.
   */
  public TaskPage list(Forms forms, TaskQuery query, Identity who) {
    String app = forms.address();
    if (query.scope() == TaskQuery.Scope.ORPHANED) {
      return who.unlimited() ? orphaned(forms, query) : new TaskPage(List.of(), null);
    }
    List<Task> below = belowTheirs(app, query, who);
    if (!below.isEmpty()) {
      return page(below, query);
    }
    TaskActors actors = null;
    if (query.user() != null) {
      if (!who.unlimited() && !query.user().equals(who.id())) {
        return new TaskPage(List.of(), null);
      }
      actors = new TaskActors(query.user(), Set.of(query.user()), Set.of());
    } else {
      boolean everything =
          switch (query.scope()) {
            case ALL -> who.unlimited() || seesRecord(forms, query, who);
            case STARTED -> true;
            case ACT, MINE, GROUP, ORPHANED -> false;
          };
      actors = everything ? null : people.actors(forms, who, query.scope());
    }
    String starter = query.scope() == TaskQuery.Scope.STARTED ? who.id() : null;
    return page(tasks.list(app, query, actors, starter), query);
  }

  /**
   * The open tasks of an instance when it is theirs: of what people started they see every task.
   * Asked for at once, as they do it most; where none is open, none is for them in other ways.
   */
  private List<Task> belowTheirs(String app, TaskQuery query, Identity who) {
    return query.scope() == TaskQuery.Scope.ALL
            && query.instance() != null
            && query.user() == null
            && !who.unlimited()
        ? tasks.belowOf(app, query, who.id())
        : List.of();
  }

  private static TaskPage page(List<Task> found, TaskQuery query) {
    boolean more = found.size() > query.limit();
    List<Task> page = more ? found.subList(0, query.limit()) : found;
    return new TaskPage(page, more ? page.getLast().id().toString() : null);
  }

  /** Tasks that are for somebody who can't act are looked at one by one. */
  private TaskPage orphaned(Forms forms, TaskQuery query) {
    Predicate<Task.Assignee> able = people.able(forms);
    List<Task.Assignee> gone =
        tasks.awaited(forms.address()).stream().filter(able.negate()).toList();
    var found = new ArrayList<Task>();
    TaskQuery next = query;
    while (!gone.isEmpty() && found.size() <= query.limit()) {
      List<Task> some = tasks.awaiting(forms.address(), gone, next);
      some.stream().filter(task -> Turns.orphaned(task, able)).forEach(found::add);
      if (some.size() <= next.limit()) {
        break;
      }
      next = next.after(some.getLast().id().toString());
    }
    return page(found.subList(0, Math.min(found.size(), query.limit() + 1)), query);
  }

  /** Whether nobody is left who could bring the task on. */
  public boolean orphaned(Forms forms, Task task) {
    return task.state() == Task.State.OPEN && Turns.orphaned(task, people.able(forms));
  }

  /** Whether the question is about one record, which the asker may read. */
  private boolean seesRecord(Forms forms, TaskQuery query, Identity who) {
    UUID record = query.record();
    return record != null
        && tasks.list(forms.address(), query.limit(1).after(null), null, null).stream()
            .findFirst()
            .map(Task::form)
            .filter(form -> reads(forms, form, record, who))
            .isPresent();
  }

  /** Whether the question is about one instance, which the asker started. */
  private boolean started(Forms forms, UUID instance, Identity who) {
    return instances.startedBy(forms.address(), instance).filter(who.id()::equals).isPresent();
  }

  private boolean reads(Forms forms, String form, UUID record, Identity who) {
    return forms.find(form).isPresent()
        && forms.permissions().on(form, who).may(Permissions.Action.READ)
        && records.sees(forms, form, record, who);
  }

  /** How many open tasks wait for the asker, by name or role. */
  public int count(Forms forms, Identity who) {
    return count(forms, TaskQuery.Scope.ACT, who);
  }

  /**
   * How many open tasks of that scope there are for the asker.
   *
   * @param scope not ALL
   */
  public int count(Forms forms, TaskQuery.Scope scope, Identity who) {
    return switch (scope) {
      case ACT, MINE, GROUP -> tasks.count(forms.address(), people.actors(forms, who, scope));
      case STARTED -> tasks.countStarted(forms.address(), who.id());
      case ORPHANED -> orphanedCount(forms, who);
      case ALL -> throw new IllegalArgumentException("nobody counts all tasks");
    };
  }

  private int orphanedCount(Forms forms, Identity who) {
    int all = 0;
    String next = null;
    do {
      TaskQuery query = TaskQuery.of(TaskQuery.Scope.ORPHANED).limit(Cursor.MOST).after(next);
      TaskPage page = list(forms, query, who);
      all += page.tasks().size();
      next = page.next();
    } while (next != null);
    return all;
  }

  /**
   * One task, open or not.
   *
   * @throws NotFoundException when there is none or it may not be seen
   */
  public Task get(Forms forms, UUID id, Identity who) {
    Task task = find(forms, id);
    if (!sees(forms, task, who)) {
      throw Decisions.unknown(id);
    }
    return task;
  }

  private boolean sees(Forms forms, Task task, Identity who) {
    return who.unlimited()
        || people.concerns(forms, task, who)
        || (task.form() != null
            && task.record() != null
            && reads(forms, task.form(), task.record(), who))
        || started(forms, task.instance(), who);
  }

  private Task find(Forms forms, UUID id) {
    return tasks.find(forms.address(), id).orElseThrow(() -> Decisions.unknown(id));
  }

  /**
   * Whether that identity may act on that task now: it is open, and assigned to them by name or
   * role, or to somebody who is away and for whom they act, or they are an administrator.
   */
  public boolean mayAct(Forms forms, Task task, Identity who) {
    return task.state() == Task.State.OPEN
        && !TaskPeople.barred(task, who)
        && (people.place(forms, task, who).isPresent()
            || (who.administrator() && !TaskPeople.gave(task, who)));
  }

  /** The people of these tasks who are away today, with who acts for them. */
  public Map<String, String> deputies(Forms forms, List<Task> some) {
    return people.deputies(forms, some);
  }

  /** What people did with a task and said about it, oldest first. */
  public List<InstanceEvent> said(Task task) {
    String id = task.id().toString();
    return events.of(task.instance()).stream()
        .filter(event -> event.kind() == InstanceEvent.Kind.ACTED)
        .filter(event -> event.detail().path("task").asText().equals(id))
        .toList();
  }

  /**
   * The fields that a task asks to fill in, with their values now; empty for others.
   *
   * @throws NotFoundException when its record is gone
   */
  public List<FillField> fields(Task task) {
    return task.state() == Task.State.OPEN && task.actions().contains(TaskAction.COMPLETE)
        ? instances
            .find(task.instance())
            .map(instance -> runs.of(StoredInstance.fresh(instance), List.of(task)))
            .map(run -> run.fields(task.step()))
            .orElse(List.of())
        : List.of();
  }

  /** The form of a task's record, in the version that its instance stays on; null for none. */
  public @Nullable Form form(Task task) {
    return workflow(task)
        .filter(workflow -> workflow.form() != null)
        .flatMap(workflow -> workflow.forms().find(String.valueOf(workflow.form())))
        .orElse(null);
  }

  /** What a step of a task's workflow is called; its id when there is no such step. */
  public Text stepTitle(Task task, String step) {
    return workflow(task).flatMap(workflow -> titled(workflow.root(), step)).orElse(Text.of(step));
  }

  private static Optional<Text> titled(Block block, String id) {
    for (Step step : block.steps()) {
      if (step.id().equals(id)) {
        return Optional.of(step.definition().title());
      }
      Optional<Text> inner =
          step.blocks().stream().flatMap(b -> titled(b, id).stream()).findFirst();
      if (inner.isPresent()) {
        return inner;
      }
    }
    return Optional.empty();
  }

  private Optional<Workflow> workflow(Task task) {
    return instances
        .find(task.instance())
        .map(instance -> runs.of(StoredInstance.fresh(instance), List.of(task)))
        .map(run -> run.context().workflow());
  }

  /**
   * Acts on a task; its instance advances as far as it can before this returns.
   *
   * @param comment may be null
   * @param data for DELEGATE {@code {"to": user}}; else kept in the step's output
   * @return the task as it is now
   */
  public Task act(
      Forms forms,
      UUID id,
      TaskAction action,
      @Nullable String comment,
      ObjectNode data,
      Identity who) {
    return act(forms, id, new Act(action, comment, data, List.of(), who));
  }

  /**
   * Acts on a task; its instance advances as far as it can before this returns.
   *
   * @return the task as it is now
   * @throws NotFoundException when there is no such task
   * @throws ForbiddenException when it is somebody else's
   * @throws NotPossibleException {@code task_done} when somebody was faster, {@code
   *     action_not_possible} when the task doesn't offer that
   * @throws ActionInvalidException when what was sent doesn't fit the action, or the step can't be
   *     done with it; then nothing has happened, and the task is still open
   * @throws ChangedMeanwhileException when somebody has changed what they were about to fill in
   * @throws TooSoonException when people were reminded just now
   */
  public Task act(Forms forms, UUID id, Act act) {
    Sent.check(act.comment(), act.data(), "data");
    Sent.check(null, act.seen(), "seen");
    var decision = new Decisions.Decision(forms, id, act, task -> sees(forms, task, act.who()));
    Decisions.Decided decided = decisions.call(decision);
    following.after(decided.instance(), decided.movedOthers());
    return decided.task();
  }
}
