package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.List;

/** What may be done only once in a while was done just now; answered 429. */
public final class TooSoonException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  TooSoonException(Problem problem, Duration retryAfter) {
    super(List.of(problem));
    this.retryAfter = retryAfter;
  }

  /** When it may be done again, for {@code Retry-After}. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
