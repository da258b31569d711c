package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** What was sent along with an action doesn't fit; answered 422. */
public final class ActionInvalidException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A refusal with its one problem. */
  public ActionInvalidException(Problem problem) {
    super(List.of(problem));
  }

  /** A refusal with all its problems. */
  public ActionInvalidException(List<Problem> problems) {
    super(problems);
  }
}
