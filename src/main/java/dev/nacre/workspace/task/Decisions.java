package dev.nacre.workspace.task;

import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.workflow.Act;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.record.EndedPanel;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/** Decides one of several tasks, and says what became of it whatever that was. */
@Singleton
final class Decisions {
  private static final Logger LOG = Logger.getLogger(Decisions.class);
  private static final int SHORT = 8;

  private final TaskEngine tasks;
  private final People people;

  Decisions(TaskEngine tasks, People people) {
    this.tasks = tasks;
    this.people = people;
  }

  /** Whether a task can be decided together with others: what must be filled in can't. */
  static boolean together(Task task) {
    return task.actions().contains(TaskAction.APPROVE)
        || task.actions().contains(TaskAction.REJECT);
  }

  /** Whether one of them wants to be told why. */
  static boolean wantComment(List<Task> some, TaskAction action) {
    return some.stream().anyMatch(task -> task.rules().comment().contains(action));
  }

  Outcome decide(OpenApp app, Task task, TaskAction action, @Nullable String comment) {
    if (!task.actions().contains(action)) {
      return refused(app.context().text("task.batch.not_offered"));
    }
    try {
      Task after =
          tasks.act(
              app.forms(),
              task.id(),
              new Act(action, comment, Json.MAPPER.createObjectNode(), List.of(), app.who()));
      String what = app.context().text("task.done." + action.id());
      return after.state() == Task.State.OPEN
          ? new Outcome(Outcome.Kind.GIVEN, app.context().text("task.batch.given", what))
          : new Outcome(Outcome.Kind.DONE, what);
    } catch (NacreException e) {
      return refused(why(app, task, e));
    } catch (RuntimeException e) {
      String reference = UUID.randomUUID().toString().substring(0, SHORT);
      LOG.errorf(e, "task %s could not be decided, told as %s", task.id(), reference);
      return refused(app.context().text("error.unexpected.text", reference));
    }
  }

  private static Outcome refused(String words) {
    return new Outcome(Outcome.Kind.REFUSED, words);
  }

  private String why(OpenApp app, Task task, NacreException refusal) {
    try {
      Task now = tasks.get(app.forms(), task.id(), app.who());
      if (now.state() != Task.State.OPEN && !Objects.equals(now.doneBy(), app.who().id())) {
        String how = EndedPanel.how(app, now, people);
        return now.doneBy() == null ? how : app.context().text("task.batch.faster", how);
      }
    } catch (NacreException e) {
      // it isn't theirs to see any more; then the refusal says all there is
      LOG.debugf("task %s was refused and can't be read", task.id());
    }
    return refusal.problems().stream()
        .map(problem -> Wording.of(problem, app.context().locale()))
        .collect(Collectors.joining(" "));
  }
}
