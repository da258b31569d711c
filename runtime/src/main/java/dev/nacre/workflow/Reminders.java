package dev.nacre.workflow;

import dev.nacre.metadata.Text;
import dev.nacre.security.Deputies;
import java.time.LocalDate;

/** Tells those who must act on a task that they must, and who acts for them while they are away. */
final class Reminders {
  private Reminders() {}

  static void send(InstanceRun run, Task task, Text title, Text text) {
    RunContext context = run.context();
    Deputies today =
        context
            .directory()
            .deputies(LocalDate.ofInstant(context.now(), context.workflow().forms().zone()));
    for (Task.Assignee assignee : task.awaited()) {
      run.effects().tell(task.step(), assignee, title, text);
      String user = assignee.user();
      if (user != null) {
        today
            .of(user)
            .filter(deputy -> task.awaited().stream().noneMatch(a -> deputy.equals(a.user())))
            .ifPresent(
                deputy -> run.effects().tell(task.step(), Task.Assignee.user(deputy), title, text));
      }
    }
  }
}
