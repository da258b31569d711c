package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.record.transfer.ButtonPress;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Presses the buttons of workflows at many records. */
@Singleton
final class WorkflowButtons implements ButtonPress {
  private final InstanceEngine instances;
  private final InstanceActs acts;
  private final WorkflowRegistry workflows;

  WorkflowButtons(InstanceEngine instances, InstanceActs acts, WorkflowRegistry workflows) {
    this.instances = instances;
    this.acts = acts;
    this.workflows = workflows;
  }

  @Override
  public UUID press(Forms forms, String workflow, UUID record, ObjectNode input, Identity who) {
    return instances.start(forms, workflow, record, input, who).id();
  }

  @Override
  public boolean offers(Forms forms, String form, String workflow, Identity who) {
    return workflows.triggeredBy(forms, form).stream()
        .filter(known -> known.id().equals(workflow))
        .filter(known -> known.trigger() instanceof Trigger.Pressed)
        .anyMatch(known -> who.unlimited() || forms.permissions().startWorkflow(known.id(), who));
  }

  @Override
  public void takeBack(Forms forms, UUID instance, String reason, Identity who) {
    acts.cancel(forms, instance, reason, who);
  }
}
