package dev.nacre.workflow;

import dev.nacre.metadata.Messages;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.storage.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What people are told when an instance stands still: it has failed, and isn't tried again by
 * itself.
 */
record Incident(List<Task.Assignee> to, Text title, Text text) {
  /**
   * About a workflow that has failed.
   *
   * @param step where it stands; null when it didn't begin
   * @param record what people call its record; null when it has none
   */
  static Incident of(
      Workflow workflow, @Nullable Step step, @Nullable String record, List<Problem> why) {
    WorkflowDefinition definition = workflow.definition();
    return new Incident(
        recipients(definition.incidents(), workflow),
        Text.each(in -> Messages.text("incident_title", in, List.of(definition.title().in(in)))),
        Text.each(
            in -> {
              String at =
                  (step == null ? definition.title() : step.definition().title()).in(in)
                      + (record == null ? "" : " · " + record);
              return why.isEmpty() ? at : at + ": " + why.getFirst().message(in);
            }));
  }

  /** The words of a message that speaks of so many instances, of which it names the first. */
  static Text gathered(Text first, int instances) {
    return instances == 1
        ? first
        : Text.each(
            in ->
                first.in(in)
                    + " "
                    + Messages.text("incident_more", in, List.of(String.valueOf(instances - 1))));
  }

  /** The message for one of them. */
  Notification message(Instance about, Task.Assignee one, Instant now) {
    return new Notification(
        Uuid7.next(),
        about.app(),
        one.role(),
        one.user(),
        title,
        text,
        about.form(),
        about.record(),
        about.id(),
        about.workflow(),
        1,
        now,
        false);
  }

  private static List<Task.Assignee> recipients(
      WorkflowDefinition.@Nullable Incidents wanted, Workflow workflow) {
    if (wanted != null) {
      return List.of(Task.Assignee.role(wanted.role()));
    }
    Forms forms = workflow.forms();
    List<Task.Assignee> may =
        forms.permissions().roles().stream()
            .filter(role -> mayStart(role, workflow))
            .sorted()
            .map(Task.Assignee::role)
            .toList();
    return may.isEmpty() ? List.of(Task.Assignee.role(NotificationStore.ADMINISTRATORS)) : may;
  }

  private static boolean mayStart(String role, Workflow workflow) {
    Forms forms = workflow.forms();
    var holder = new Identity(role, role, false, Map.of(forms.app(), Set.of(role)), false);
    return forms.permissions().startWorkflow(workflow.id(), holder);
  }
}
