package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/**
 * What was asked for can't be done as things stand now: a task that is done already, an instance
 * that didn't fail; answered 409.
 */
public final class NotPossibleException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A refusal with everything that stands against it. */
  public NotPossibleException(List<Problem> problems) {
    super(problems);
  }

  /** A refusal with its one problem. */
  public NotPossibleException(Problem problem) {
    super(List.of(problem));
  }
}
