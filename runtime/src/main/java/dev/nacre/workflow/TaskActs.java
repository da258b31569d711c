package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import dev.nacre.record.Forms;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** Does what people do with tasks, with the lock of the task's instance held. */
@Singleton
final class TaskActs {
  /** The word by which a task is returned to whoever started the workflow. */
  static final String APPLICANT = "applicant";

  /** People are reminded of a task at most once in so long. */
  private static final Duration BETWEEN_REMINDERS = Duration.ofMinutes(30);

  private static final Text REMINDER = Text.of("Reminder", "催办");

  private final TaskPeople people;
  private final TaskFiles files;

  TaskActs(TaskPeople people, TaskFiles files) {
    this.people = people;
    this.files = files;
  }

  /**
   * What somebody has done, before its instance has gone on and is stored.
   *
   * @param task as it is then
   * @param decided what its step is to be told; null when it goes on waiting
   */
  record Done(Task task, InstanceRun run, @Nullable Signal decided) {
    /** What fails the step that was acted on is the actor's to put right: nothing has happened. */
    void refuseIfItFailed() {
      Instance now = run.instance();
      if (decided != null
          && now.state() == Instance.State.FAILED
          && Objects.equals(now.position().step().orElse(null), task.step())) {
        if (now.problems().stream().anyMatch(problem -> problem.code().equals(FillPlan.CHANGED))) {
          throw new ChangedMeanwhileException(now.problems());
        }
        throw new ActionInvalidException(now.problems());
      }
    }
  }

  /**
   * Does it; the instance is to go on by what was decided, and is to be stored.
   *
   * @param sees whether they may see the task, where that is enough
   */
  Done act(Forms forms, Task task, InstanceRun run, Act act, BooleanSupplier sees) {
    Identity who = act.who();
    Optional<TaskPeople.Place> place = people.place(forms, task, who);
    switch (act.action()) {
      case COMMENT, URGE -> mustSee(task, sees);
      case REASSIGN -> mustAdminister(who);
      case APPROVE, REJECT, RETURN, DELEGATE, ADD, COMPLETE -> mustBeOf(forms, task, place, who);
    }
    mustBeOpen(task);
    ObjectNode detail = detail(task, act);
    switch (act.action()) {
      case COMMENT, URGE, REASSIGN -> {}
      case APPROVE, REJECT, RETURN, DELEGATE, ADD, COMPLETE -> {
        mustBeTheirTurn(task, place, who);
        mustBeOffered(task, act.action());
        mustGoOn(run);
        if (place.isEmpty()) {
          detail.put("administrator", true);
        } else if (!place.get().as().equals(who.id())) {
          detail.put("as", place.get().as());
        }
      }
    }
    mustSay(task, act);
    files.attach(forms, task, act, detail);
    return switch (act.action()) {
      case COMMENT -> only(task, run, act, detail);
      case URGE -> urge(task, run, act, detail);
      case REASSIGN -> only(reassigned(forms, task, act, detail), run, act, detail);
      case DELEGATE -> only(delegated(task, act, place, detail), run, act, detail);
      case ADD -> only(added(task, act, detail), run, act, detail);
      case APPROVE, REJECT -> decide(task, run, act, place, detail);
      case RETURN -> {
        detail.put("to", returnTo(task, act));
        if (act.data().path("back").booleanValue()) {
          detail.put("back", true);
        }
        yield close(task, run, act, act.action(), detail);
      }
      case COMPLETE -> close(task, run, act, act.action(), detail);
    };
  }

  private static void mustSee(Task task, BooleanSupplier sees) {
    if (!sees.getAsBoolean()) {
      throw new ForbiddenException(Problem.at("", "task_not_yours", names(task.assignees())));
    }
  }

  private static void mustAdminister(Identity who) {
    if (!who.administrator()) {
      throw new ForbiddenException(Problem.at("", "task_reassign_forbidden"));
    }
  }

  private void mustBeOf(Forms forms, Task task, Optional<TaskPeople.Place> place, Identity who) {
    boolean concerned =
        place.isPresent() || who.administrator() || people.concerns(forms, task, who);
    if (!concerned) {
      throw new ForbiddenException(Problem.at("", "task_not_yours", names(task.assignees())));
    }
    if (task.state() == Task.State.OPEN && TaskPeople.barred(task, who)) {
      throw new ForbiddenException(Problem.at("", "task_barred", who.id()));
    }
  }

  private static void mustBeOpen(Task task) {
    if (task.state() != Task.State.OPEN) {
      throw new NotPossibleException(
          Problem.at(
              "",
              task.state() == Task.State.CANCELLED ? "task_cancelled" : "task_done",
              String.valueOf(task.doneBy())));
    }
  }

  private static void mustBeTheirTurn(Task task, Optional<TaskPeople.Place> place, Identity who) {
    if (place.isPresent()) {
      return;
    }
    if (TaskPeople.gave(task, who)) {
      throw new NotPossibleException(Problem.at("", "task_done", who.id()));
    }
    if (!who.administrator()) {
      throw new NotPossibleException(Problem.at("", "task_not_your_turn", names(task.awaited())));
    }
  }

  private static void mustGoOn(InstanceRun run) {
    if (run.instance().pause() != null) {
      throw new NotPossibleException(Problem.at("", "instance_paused"));
    }
  }

  private static void mustBeOffered(Task task, TaskAction action) {
    if (!task.actions().contains(action)) {
      throw new NotPossibleException(
          Problem.at(
              "",
              "action_not_possible",
              action.id(),
              String.join(", ", task.actions().stream().map(TaskAction::id).toList())));
    }
  }

  private static void mustSay(Task task, Act act) {
    boolean silent = act.comment() == null || act.comment().isBlank();
    boolean asked = task.rules().comment().contains(act.action());
    boolean empty = act.action() == TaskAction.COMMENT && act.files().isEmpty();
    if (silent && (asked || empty)) {
      throw new ActionInvalidException(Problem.at("/comment", "comment_needed", act.action().id()));
    }
  }

  private static ObjectNode detail(Task task, Act act) {
    ObjectNode detail =
        JsonNodeFactory.instance
            .objectNode()
            .put("task", task.id().toString())
            .put("action", act.action().id());
    if (act.comment() != null) {
      detail.put("comment", act.comment());
    }
    return detail;
  }

  private static void log(Task task, InstanceRun run, Act act, ObjectNode detail) {
    run.effects().log(task.step(), InstanceEvent.Kind.ACTED, act.who().id(), detail);
  }

  /** Changes the task, and nothing goes on. */
  private static Done only(Task after, InstanceRun run, Act act, ObjectNode detail) {
    log(after, run, act, detail);
    run.effects().change(after);
    return new Done(after, run, null);
  }

  private static Done urge(Task task, InstanceRun run, Act act, ObjectNode detail) {
    Instant now = run.context().now();
    Instant last = task.urgedAt();
    if (last != null && last.plus(BETWEEN_REMINDERS).isAfter(now)) {
      Instant again = last.plus(BETWEEN_REMINDERS);
      Duration rest = Duration.between(now, again);
      throw new TooSoonException(
          Problem.at("", "task_urged", rest.plusSeconds(59).toMinutes(), again.toString()), rest);
    }
    log(task, run, act, detail);
    String said = act.comment();
    Text text = said == null ? task.title() : with(task.title(), said);
    Reminders.send(run, task, REMINDER, text);
    Task after = task.urged(now);
    run.effects().change(after);
    return new Done(after, run, null);
  }

  private static Text with(Text title, String said) {
    var texts = new java.util.TreeMap<String, String>();
    title.byLanguage().forEach((language, text) -> texts.put(language, text + "\n" + said));
    return new Text(texts);
  }

  private Task reassigned(Forms forms, Task task, Act act, ObjectNode detail) {
    String role = act.data().path("role").asText();
    Task.Assignee to;
    if (role.isEmpty()) {
      to = Task.Assignee.user(person(task, act, "to"));
    } else {
      if (!forms.permissions().roles().contains(role)) {
        throw new ActionInvalidException(
            Problem.at(
                "/data/role",
                "reassign_role_unknown",
                role,
                String.join(", ", forms.permissions().roles().stream().sorted().toList())));
      }
      to = Task.Assignee.role(role);
    }
    String from = act.data().path("from").asText();
    List<Task.Assignee> leave =
        task.awaited().stream().filter(a -> from.isEmpty() || a.name().equals(from)).toList();
    if (leave.isEmpty()) {
      throw new ActionInvalidException(
          Problem.at("/data/from", "reassign_from_unknown", from, names(task.awaited())));
    }
    detail.put("to", to.name());
    NamedRoles.put(detail, List.of(to));
    leave.forEach(a -> detail.withArray("from").add(a.name()));
    var all = new ArrayList<>(task.assignees());
    int first = all.indexOf(leave.getFirst());
    all.set(first, to.at(task.turn()));
    all.removeAll(leave);
    return task.assignedTo(all);
  }

  private Task delegated(Task task, Act act, Optional<TaskPeople.Place> place, ObjectNode detail) {
    String to = person(task, act, "to");
    detail.put("to", to);
    int index = place.map(TaskPeople.Place::index).orElseGet(() -> firstAwaited(task));
    var all = new ArrayList<>(task.assignees());
    all.set(index, Task.Assignee.user(to).at(task.turn()));
    return task.assignedTo(all);
  }

  private static int firstAwaited(Task task) {
    return task.assignees().indexOf(task.awaited().getFirst());
  }

  private Task added(Task task, Act act, ObjectNode detail) {
    String user = person(task, act, "user");
    String when = act.data().path("when").asText("with");
    detail.put("to", user).put("when", when);
    Task.Assignee added = Task.Assignee.user(user);
    return switch (when) {
      case "with" -> task.alsoFor(List.of(added));
      case "before" -> Turns.before(task, added);
      case "after" -> Turns.after(task, added);
      default ->
          throw new ActionInvalidException(Problem.at("/data/when", "add_when_unknown", when));
    };
  }

  /** The person whom the data names: there, free to act, and not asked already. */
  private String person(Task task, Act act, String name) {
    String user = act.data().path(name).asText();
    String at = "/data/" + name;
    if (user.isEmpty() || !people.exists(user)) {
      throw new ActionInvalidException(Problem.at(at, "delegate_to_unknown", user, name));
    }
    if (task.rules().barred().contains(user)) {
      throw new ActionInvalidException(Problem.at(at, "task_barred", user));
    }
    if (task.awaited().stream().anyMatch(a -> user.equals(a.user()))) {
      throw new ActionInvalidException(Problem.at(at, "delegate_to_asked", user));
    }
    return user;
  }

  private static String returnTo(Task task, Act act) {
    // a task that was opened before it could be returned to steps may go to the applicant
    List<String> known =
        task.rules().returnTo().isEmpty() ? List.of(APPLICANT) : task.rules().returnTo();
    String to = act.data().path("to").asText();
    if (to.isEmpty() && (known.size() == 1 || known.contains(APPLICANT))) {
      return known.contains(APPLICANT) ? APPLICANT : known.getFirst();
    }
    if (!known.contains(to)) {
      throw new ActionInvalidException(
          Problem.at("/data/to", "return_to_unknown", to, String.join(", ", known)));
    }
    return to;
  }

  /** One of several; the task is closed when it is decided by that. */
  private static Done decide(
      Task task, InstanceRun run, Act act, Optional<TaskPeople.Place> place, ObjectNode detail) {
    if (place.isEmpty()) {
      // an administrator who isn't among them decides for all
      return close(task, run, act, act.action(), detail);
    }
    var given = new Task.Given(act.action(), act.who().id(), act.comment(), run.context().now());
    var all = new ArrayList<>(task.assignees());
    int index = place.get().index();
    all.set(index, all.get(index).having(given));
    Task after = task.assignedTo(all);
    Optional<TaskAction> decision = Turns.decision(after);
    return decision.isEmpty()
        ? only(after, run, act, detail)
        : close(after, run, act, decision.get(), detail);
  }

  private static Done close(
      Task task, InstanceRun run, Act act, TaskAction decision, ObjectNode detail) {
    log(task, run, act, detail);
    Task after = task.done(decision, act.comment(), act.who().id(), run.context().now());
    run.effects().change(after);
    ObjectNode data = act.data();
    if (act.action() == TaskAction.RETURN) {
      data = data.deepCopy().put("to", detail.path("to").asText());
    }
    var signal =
        new Signal.Decided(after, decision, act.who().id(), act.comment(), data, act.seen());
    return new Done(after, run, signal);
  }

  private static String names(List<Task.Assignee> assignees) {
    return String.join(", ", assignees.stream().map(Task.Assignee::name).toList());
  }
}
