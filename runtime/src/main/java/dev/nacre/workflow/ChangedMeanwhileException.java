package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/**
 * Somebody else has changed what a person was about to write since they saw it; answered 412.
 * Nothing has happened, and the task is still theirs.
 */
public final class ChangedMeanwhileException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** With the fields, and what they hold now. */
  public ChangedMeanwhileException(List<Problem> problems) {
    super(problems);
  }
}
