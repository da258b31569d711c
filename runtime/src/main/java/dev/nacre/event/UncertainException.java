package dev.nacre.event;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** The answer to a commit got lost: it may have been kept, and should be sent again. */
public final class UncertainException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** After that failure. */
  public UncertainException(Throwable cause) {
    super(List.of(Problem.at("", "inbox_uncertain")));
    initCause(cause);
  }
}
