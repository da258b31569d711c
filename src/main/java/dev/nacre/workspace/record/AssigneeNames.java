package dev.nacre.workspace.record;

import dev.nacre.metadata.RoleDefinition;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What those for whom a task is are called, with who acts for them and what they gave. */
public final class AssigneeNames {
  private final OpenApp app;
  private final People people;
  private final Map<String, String> deputies;

  /**
   * Names.
   *
   * @param deputies who acts for whom, of everybody who is asked for
   */
  public AssigneeNames(OpenApp app, People people, Map<String, String> deputies) {
    this.app = app;
    this.people = people;
    this.deputies = deputies;
  }

  /** All of them in a row. */
  public String of(List<Task.Assignee> some) {
    return some.stream()
        .map(this::name)
        .collect(Collectors.joining(app.context().text("render.comma")));
  }

  private String name(Task.Assignee assignee) {
    var locale = app.context().locale();
    String name =
        assignee.role() != null ? role(assignee.role()) : people.name(assignee.name(), locale);
    String deputy = deputies.get(assignee.name());
    if (assignee.given() != null) {
      return name + (assignee.decision() == TaskAction.REJECT ? " ✗" : " ✓");
    }
    return deputy == null
        ? name
        : app.context().text("task.for", people.name(deputy, locale), name);
  }

  private String role(String id) {
    RoleDefinition role = app.app().documents().roles().get(id);
    return role == null ? id : role.title().in(app.context().locale());
  }
}
