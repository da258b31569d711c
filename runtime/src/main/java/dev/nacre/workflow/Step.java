package dev.nacre.workflow;

import dev.nacre.metadata.WorkflowDefinition;
import java.util.List;
import java.util.Optional;

/**
 * One step of a workflow, ready to run.
 *
 * @param action what it does
 * @param blocks the blocks in its settings
 */
public record Step(WorkflowDefinition.Step definition, StepAction action, List<Block> blocks) {
  /** Copies the blocks. */
  public Step {
    blocks = List.copyOf(blocks);
  }

  /** Unique within the workflow. */
  public String id() {
    return definition.id();
  }

  /** The block of that name. */
  public Optional<Block> block(String name) {
    return blocks.stream().filter(b -> b.name().equals(name)).findFirst();
  }
}
