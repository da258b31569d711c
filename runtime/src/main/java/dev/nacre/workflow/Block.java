package dev.nacre.workflow;

import java.util.List;
import java.util.Optional;

/**
 * Steps that follow each other.
 *
 * @param name names it within the step that holds it: {@code cases/0}, {@code rejected}; empty for
 *     the workflow's own
 */
public record Block(String name, List<Step> steps) {
  /** Copies the steps. */
  public Block {
    steps = List.copyOf(steps);
  }

  /** The step of that id, however deep within these. */
  public Optional<Step> find(String id) {
    for (Step step : steps) {
      if (step.id().equals(id)) {
        return Optional.of(step);
      }
      for (Block inner : step.blocks()) {
        Optional<Step> found = inner.find(id);
        if (found.isPresent()) {
          return found;
        }
      }
    }
    return Optional.empty();
  }
}
