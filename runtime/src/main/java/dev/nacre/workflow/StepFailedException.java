package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A step can't be done with the values that it met; its instance fails and keeps the reasons. */
public final class StepFailedException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A failure with its reasons. */
  public StepFailedException(List<Problem> problems) {
    super(problems);
  }

  /** A failure with its one reason. */
  public static StepFailedException of(String code, Object... args) {
    return new StepFailedException(List.of(Problem.at("", code, args)));
  }
}
