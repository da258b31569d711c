package dev.nacre.event;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.List;

/** Nothing can be taken in just now; nothing was kept, and the sender should try again. */
public final class BusyException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final Duration retryAfter;
  private final boolean away;

  private BusyException(String code, Duration retryAfter, boolean away) {
    super(List.of(Problem.at("", code, retryAfter.toSeconds())));
    this.retryAfter = retryAfter;
    this.away = away;
  }

  /** More comes in than can be written. */
  public static BusyException full(Duration retryAfter) {
    return new BusyException("inbox_busy", retryAfter, false);
  }

  /** What takes it in can't be reached. */
  public static BusyException away(Duration retryAfter) {
    return new BusyException("inbox_away", retryAfter, true);
  }

  /** When to try again, for {@code Retry-After}. */
  public Duration retryAfter() {
    return retryAfter;
  }

  /** Whether something is down, rather than that too much comes in. */
  public boolean away() {
    return away;
  }
}
