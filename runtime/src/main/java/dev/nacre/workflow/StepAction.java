package dev.nacre.workflow;

/**
 * A step's settings, compiled. Safe to share between threads; whatever belongs to one run is in the
 * context. What it throws fails the step.
 */
public interface StepAction {
  /** Begins the step. */
  Move run(StepContext context);

  /** Goes on after {@link Move.Wait}. */
  default Move resume(StepContext context, Signal signal) {
    throw new IllegalStateException("this step never waits, and was told " + signal);
  }

  /** Goes on after one of its blocks has ended. */
  default Move left(StepContext context, String block) {
    return Move.next();
  }
}
