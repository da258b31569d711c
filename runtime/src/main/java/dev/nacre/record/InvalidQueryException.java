package dev.nacre.record;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A filter, sort, cursor or grouping that doesn't fit the form. */
public final class InvalidQueryException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A failure with everything that is wrong. */
  public InvalidQueryException(List<Problem> problems) {
    super(problems);
  }
}
