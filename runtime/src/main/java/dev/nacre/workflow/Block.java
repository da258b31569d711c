package dev.nacre.workflow;

import java.util.List;

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
}
