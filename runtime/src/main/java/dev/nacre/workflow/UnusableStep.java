package dev.nacre.workflow;

import dev.nacre.metadata.Problem;
import java.util.List;

/**
 * A step of a published version that can't be compiled any more, since what it needs is gone or is
 * looked at more closely now. Whoever comes to it stands still there, and people are told why; the
 * rest of its workflow and its app go on.
 */
class UnusableStep implements StepAction {
  private final List<Problem> why;

  private UnusableStep(List<Problem> why) {
    this.why = List.copyOf(why);
  }

  /** The same step, for those reasons. */
  static StepAction of(StepAction broken, List<Problem> why) {
    return broken instanceof Repeating repeating ? new OverItems(why, repeating.items()) : of(why);
  }

  /** A step of which nothing is known, for those reasons. */
  static StepAction of(List<Problem> why) {
    return new UnusableStep(why);
  }

  /** What runs in its block stays at its items. */
  private static final class OverItems extends UnusableStep implements Repeating {
    private final Items items;

    OverItems(List<Problem> why, Items items) {
      super(why);
      this.items = items;
    }

    @Override
    public Items items() {
      return items;
    }
  }

  @Override
  public Move run(StepContext context) {
    throw new StepFailedException(why);
  }

  @Override
  public Move resume(StepContext context, Signal signal) {
    throw new StepFailedException(why);
  }

  @Override
  public Move left(StepContext context, String block) {
    throw new StepFailedException(why);
  }
}
