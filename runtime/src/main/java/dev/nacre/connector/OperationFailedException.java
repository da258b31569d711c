package dev.nacre.connector;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** An operation that the other side didn't do, or not for certain. */
public final class OperationFailedException extends NacreException {
  private static final long serialVersionUID = 1L;

  /** How long to stay away from who throttles, and doesn't say how long. */
  private static final Duration REST = Duration.ofMinutes(1);

  private final Outlook outlook;
  private final int status;
  private final transient @Nullable Duration wait;

  /**
   * A failure.
   *
   * @param status HTTP status of the answer; 0 when there was none
   */
  public OperationFailedException(Outlook outlook, int status, Problem problem) {
    this(outlook, status, null, problem);
  }

  /**
   * A failure.
   *
   * @param wait how long the other side asked to be left alone; null when it didn't
   */
  public OperationFailedException(
      Outlook outlook, int status, @Nullable Duration wait, Problem problem) {
    super(List.of(problem));
    this.outlook = outlook;
    this.status = status;
    this.wait = wait;
  }

  /** What another try promises. */
  public enum Outlook {
    /** It wasn't done; the same may succeed later. */
    LATER,
    /** It wasn't done, since too much is asked: the whole connector should rest. */
    THROTTLED,
    /** Nobody knows whether it was done: repeat it only if twice does no harm. */
    UNSURE,
    /** The same will fail again: somebody must change something. */
    NEVER
  }

  /** What another try promises. */
  public Outlook outlook() {
    return outlook;
  }

  /** Whether the same may succeed later. */
  public boolean retryable() {
    return outlook != Outlook.NEVER;
  }

  /** How long to stay away when the whole connector should. */
  public Duration rest() {
    return wait == null ? REST : wait;
  }

  /** Whether the whole connector should rest; that wasn't a try. */
  public boolean throttled() {
    return outlook == Outlook.THROTTLED;
  }

  /** HTTP status of the answer; 0 when there was none. */
  public int status() {
    return status;
  }

  /** How long the other side asked to be left alone. */
  public Optional<Duration> retryAfter() {
    return Optional.ofNullable(wait);
  }
}
