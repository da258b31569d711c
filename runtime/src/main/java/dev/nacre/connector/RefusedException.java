package dev.nacre.connector;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;

/** A request that was not taken in. */
public final class RefusedException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final int status;

  /** A refusal with that HTTP status. */
  public RefusedException(int status, List<Problem> problems) {
    super(problems);
    this.status = status;
  }

  /**
   * The HTTP status to answer: 400 unreadable, 401 not the sender, 413 too large, 503 not set up.
   */
  public int status() {
    return status;
  }
}
