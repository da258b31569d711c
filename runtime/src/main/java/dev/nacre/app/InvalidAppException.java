package dev.nacre.app;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** An app whose files don't fit, with everything that is wrong, each with its file. */
public final class InvalidAppException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** A failure with everything that is wrong. */
  public InvalidAppException(List<Problem> problems) {
    super(problems);
  }
}
