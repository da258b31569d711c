package dev.nacre.designer.draft;

import org.jspecify.annotations.Nullable;

/**
 * A place among the steps of a workflow.
 *
 * @param step the id of the step whose block it is; null for the workflow's own steps
 * @param block where the block stands in that step's settings, such as {@code /cases/0/steps};
 *     empty for the workflow's own
 * @param before the id of the step that comes next; null for the end
 */
public record Spot(@Nullable String step, String block, @Nullable String before) {
  /** Among the workflow's own steps. */
  public static Spot root(@Nullable String before) {
    return new Spot(null, "", before);
  }

  /** The same block, at its end. */
  public Spot end() {
    return new Spot(step, block, null);
  }
}
