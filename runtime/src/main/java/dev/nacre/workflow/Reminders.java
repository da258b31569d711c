package dev.nacre.workflow;

import dev.nacre.metadata.Text;
import dev.nacre.security.Deputies;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/** Tells those who must act on a task that they must, and who acts for them while they are away. */
final class Reminders {
  private Reminders() {}

  static void send(InstanceRun run, Task task, Text title, Text text) {
    List<Task.Assignee> awaited = task.awaited();
    Set<String> users =
        awaited.stream()
            .map(Task.Assignee::user)
            .filter(Objects::nonNull)
            .collect(Collectors.toSet());
    awaited.forEach(assignee -> run.effects().tell(task.step(), assignee, title, text));
    if (users.isEmpty()) {
      return; // whoever holds a role stands in for each other
    }
    RunContext context = run.context();
    Deputies today =
        context
            .directory()
            .deputies(LocalDate.ofInstant(context.now(), context.workflow().forms().zone()));
    users.stream()
        .flatMap(user -> today.of(user).stream())
        .filter(deputy -> !users.contains(deputy))
        .distinct()
        .forEach(
            deputy -> run.effects().tell(task.step(), Task.Assignee.user(deputy), title, text));
  }
}
