package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** People's work: what waits for them, and what they do with it. */
@Singleton
public final class TaskEngine {
  /** How often an action is tried when another transaction is in its way. */
  private static final int TRIES = 3;

  private final Database database;
  private final TaskStore tasks;
  private final InstanceStore instances;
  private final Runs runs;
  private final RecordEngine records;
  private final Directory directory;

  TaskEngine(
      Database database,
      TaskStore tasks,
      InstanceStore instances,
      Runs runs,
      RecordEngine records,
      Directory directory) {
    this.database = database;
    this.tasks = tasks;
    this.instances = instances;
    this.runs = runs;
    this.records = records;
    this.directory = directory;
  }

  /**
   * Open tasks, newest first. People see the tasks on which they may act, and all tasks of a record
   * that they may read when they ask for that record; administrators see all.
   */
  public TaskPage list(Forms forms, TaskQuery query, Identity who) {
    String app = forms.address();
    TaskStore.Actors actors = null;
    if (query.user() != null) {
      if (!who.unlimited() && !query.user().equals(who.id())) {
        return new TaskPage(List.of(), null);
      }
      actors = new TaskStore.Actors(query.user(), Set.of());
    } else if (query.mine() || !(who.unlimited() || seesRecord(forms, query, who))) {
      actors = actors(forms, who);
    }
    List<Task> found = tasks.list(app, query, actors);
    boolean more = found.size() > query.limit();
    List<Task> page = more ? found.subList(0, query.limit()) : found;
    return new TaskPage(page, more ? page.getLast().id().toString() : null);
  }

  /** Whether the question is about one record, which the asker may read. */
  private boolean seesRecord(Forms forms, TaskQuery query, Identity who) {
    UUID record = query.record();
    return record != null
        && tasks.list(forms.address(), query.limit(1).after(null), null).stream()
            .findFirst()
            .map(Task::form)
            .filter(form -> reads(forms, form, record, who))
            .isPresent();
  }

  private boolean reads(Forms forms, String form, UUID record, Identity who) {
    return forms.find(form).isPresent()
        && forms.permissions().on(form, who).may(Permissions.Action.READ)
        && records.find(forms, form, record, Set.of(), who).isPresent();
  }

  private static TaskStore.Actors actors(Forms forms, Identity who) {
    return new TaskStore.Actors(who.id(), who.administrator() ? null : who.rolesIn(forms.app()));
  }

  /** How many open tasks wait for the asker, by name or role. */
  public int count(Forms forms, Identity who) {
    return tasks.count(forms.address(), actors(forms, who));
  }

  /**
   * One task, open or not.
   *
   * @throws NotFoundException when there is none or it may not be seen
   */
  public Task get(Forms forms, UUID id, Identity who) {
    Task task = find(forms, id);
    boolean seen =
        who.unlimited()
            || rows(forms, task, who).isPresent()
            || (task.form() != null
                && task.record() != null
                && reads(forms, task.form(), task.record(), who));
    if (!seen) {
      throw unknown(id);
    }
    return task;
  }

  private Task find(Forms forms, UUID id) {
    return tasks.find(forms.address(), id).orElseThrow(() -> unknown(id));
  }

  private static NotFoundException unknown(UUID id) {
    return new NotFoundException(Problem.at("", "task_unknown", id));
  }

  /**
   * Whether that identity may act on that task: it is open, and assigned to them by name or role,
   * or they are an administrator.
   */
  public boolean mayAct(Forms forms, Task task, Identity who) {
    return task.state() == Task.State.OPEN
        && (who.administrator() || rows(forms, task, who).isPresent());
  }

  /**
   * The place among the assignees as which somebody acts: by name first, else by role; one that is
   * still awaited before one that has acted, since who approved may be delegated to.
   */
  private static Optional<Integer> rows(Forms forms, Task task, Identity who) {
    return place(forms, task, who, a -> a.decision() == null)
        .or(() -> place(forms, task, who, a -> a.decision() != null));
  }

  private static Optional<Integer> place(
      Forms forms, Task task, Identity who, Predicate<Task.Assignee> which) {
    Integer byRole = null;
    for (int i = 0; i < task.assignees().size(); i++) {
      Task.Assignee assignee = task.assignees().get(i);
      if (!which.test(assignee)) {
        continue;
      }
      if (who.id().equals(assignee.user())) {
        return Optional.of(i);
      }
      if (byRole == null
          && assignee.role() != null
          && who.rolesIn(forms.app()).contains(assignee.role())) {
        byRole = i;
      }
    }
    return Optional.ofNullable(byRole);
  }

  /**
   * Acts on a task; its instance advances as far as it can before this returns.
   *
   * @param comment may be null
   * @param data for DELEGATE {@code {"to": user}}; else kept in the step's output
   * @return the task as it is now
   * @throws NotFoundException when there is no such task
   * @throws ForbiddenException when it is somebody else's
   * @throws NotPossibleException {@code task_done} when somebody was faster, {@code
   *     action_not_possible} when the task doesn't offer that
   * @throws ActionInvalidException when the data doesn't fit the action
   */
  public Task act(
      Forms forms,
      UUID id,
      TaskAction action,
      @Nullable String comment,
      ObjectNode data,
      Identity who) {
    Sent.check(comment, data, "data");
    for (int tried = 1; ; tried++) {
      try {
        return database.inTransaction(
            connection -> {
              // the instance's lock guards its tasks: of two people at once, one is second here
              StoredInstance stored =
                  instances.lockOfTask(forms.address(), id).orElseThrow(() -> unknown(id));
              List<Task> open = tasks.open(List.of(stored.instance().id()));
              Task task =
                  open.stream()
                      .filter(t -> t.id().equals(id))
                      .findFirst()
                      .orElseGet(() -> find(forms, id));
              return act(forms, task, runs.of(stored, open), new Act(action, comment, data, who));
            });
      } catch (StorageException e) {
        if (!e.retryable() || tried == TRIES) {
          throw e;
        }
      }
    }
  }

  private record Act(TaskAction action, @Nullable String comment, ObjectNode data, Identity who) {}

  private Task act(Forms forms, Task task, InstanceRun run, Act act) {
    Identity who = act.who();
    Optional<Integer> place = rows(forms, task, who);
    if (place.isEmpty() && !who.administrator()) {
      throw new ForbiddenException(Problem.at("", "task_not_yours", names(task)));
    }
    boolean decidedAlready =
        place.map(i -> task.assignees().get(i).decision() != null).orElse(false);
    if (task.state() != Task.State.OPEN || decidedAlready) {
      throw new NotPossibleException(
          Problem.at(
              "",
              task.state() == Task.State.CANCELLED ? "task_cancelled" : "task_done",
              decidedAlready ? who.id() : String.valueOf(task.doneBy())));
    }
    if (!task.actions().contains(act.action())) {
      throw new NotPossibleException(
          Problem.at(
              "",
              "action_not_possible",
              act.action().id(),
              String.join(", ", task.actions().stream().map(TaskAction::id).toList())));
    }
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("task", task.id().toString())
            .put("action", act.action().id());
    if (act.comment() != null) {
      detail.put("comment", act.comment());
    }
    if (place.isEmpty()) {
      detail.put("administrator", true);
    }
    if (act.action() == TaskAction.DELEGATE) {
      String to = delegate(act);
      detail.put("to", to);
      run.effects().log(task.step(), InstanceEvent.Kind.ACTED, who.id(), detail);
      Task delegated = replaced(task, place.orElse(0), Task.Assignee.user(to));
      run.effects().change(delegated);
      runs.save(List.of(run));
      return delegated;
    }
    run.effects().log(task.step(), InstanceEvent.Kind.ACTED, who.id(), detail);
    Task after = decided(task, act, place, run);
    run.effects().change(after);
    if (after.state() == Task.State.OPEN) {
      runs.save(List.of(run));
    } else {
      var signal = new Signal.Decided(after, act.action(), who.id(), act.comment(), act.data());
      runs.advance(List.of(run), r -> r.signal(signal));
    }
    return after;
  }

  private String delegate(Act act) {
    String to = act.data().path("to").asText();
    if (to.isEmpty() || !directory.exists(to)) {
      throw new ActionInvalidException(Problem.at("/data/to", "delegate_to_unknown", to));
    }
    return to;
  }

  /**
   * Where all must approve, an approval closes the task only when it is the last; an administrator
   * who isn't among them decides for all.
   */
  private static Task decided(Task task, Act act, Optional<Integer> place, InstanceRun run) {
    Task after = task;
    if (task.mode() == Task.Mode.ALL && act.action() == TaskAction.APPROVE && place.isPresent()) {
      Task.Assignee mine = task.assignees().get(place.get());
      after =
          replaced(
              task, place.get(), new Task.Assignee(mine.role(), mine.user(), TaskAction.APPROVE));
      if (after.assignees().stream().anyMatch(a -> a.decision() == null)) {
        return after;
      }
    }
    return after.done(act.action(), act.comment(), act.who().id(), run.context().now());
  }

  private static Task replaced(Task task, int place, Task.Assignee by) {
    var all = new ArrayList<>(task.assignees());
    all.set(place, by);
    return task.assignedTo(all);
  }

  private static String names(Task task) {
    return String.join(", ", task.assignees().stream().map(Task.Assignee::name).toList());
  }
}
