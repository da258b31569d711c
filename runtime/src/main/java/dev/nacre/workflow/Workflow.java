package dev.nacre.workflow;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Forms;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A published workflow, ready to run.
 *
 * @param forms the forms of the version that it was published with
 * @param trigger what starts it; null means only by hand or by another workflow
 * @param form the form of its record; null when it has none
 * @param expand the links whose far records its expressions read
 * @param problems what of it can't run any more; empty for what was checked just now
 */
public record Workflow(
    WorkflowDefinition definition,
    Forms forms,
    @Nullable Trigger trigger,
    @Nullable String form,
    Set<String> expand,
    Block root,
    List<Problem> problems) {
  /** Copies the problems. */
  public Workflow {
    problems = List.copyOf(problems);
  }

  /** What is asked for when it is started; null when its input is free. */
  public @Nullable Asking asks() {
    return trigger instanceof Trigger.Pressed pressed ? pressed.asks() : null;
  }

  /** Unique within the app. */
  public String id() {
    return definition.id();
  }
}
