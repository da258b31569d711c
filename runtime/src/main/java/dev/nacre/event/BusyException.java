package dev.nacre.event;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.List;

/** More comes in than can be written; nothing was kept, and the sender should try again. */
public final class BusyException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;

  BusyException(Duration retryAfter) {
    super(List.of(Problem.at("", "inbox_busy", retryAfter.toSeconds())));
    this.retryAfter = retryAfter;
  }

  /** When to try again, for {@code Retry-After}. */
  public Duration retryAfter() {
    return retryAfter;
  }
}
