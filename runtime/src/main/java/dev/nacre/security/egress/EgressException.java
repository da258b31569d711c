package dev.nacre.security.egress;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** A request that brought no answer. */
public final class EgressException extends NacreException {
  private static final long serialVersionUID = 1L;

  private final Reason reason;

  EgressException(Reason reason, Object... args) {
    super(
        List.of(
            Problem.at(
                "",
                "egress_" + reason.name().toLowerCase(Locale.ROOT),
                Arrays.stream(args).map(EgressException::words).toArray())));
    this.reason = reason;
  }

  /** People don't read PT30S. */
  private static Object words(Object arg) {
    return arg instanceof Duration time ? time.toSeconds() + " s" : arg;
  }

  /** Why there is no answer. */
  public Reason reason() {
    return reason;
  }

  /** Why there is no answer. */
  public enum Reason {
    /** The address can't be one. */
    ADDRESS(false, false),
    /** A private or otherwise special address. */
    REFUSED(false, false),
    /** No such host just now. */
    UNKNOWN_HOST(true, false),
    /** Nobody listens there just now. */
    UNREACHABLE(true, false),
    /** The certificate isn't that host's, or no common protocol. */
    TLS(false, false),
    /** No answer in time, or the connection broke. */
    TIMEOUT(true, true),
    /** The connection broke. */
    BROKEN(true, true),
    /** The answer is larger than allowed. */
    TOO_LARGE(false, true),
    /** Sent on too often, or to where the request must not go. */
    REDIRECT(false, true);

    private final boolean retryable;
    private final boolean sent;

    Reason(boolean retryable, boolean sent) {
      this.retryable = retryable;
      this.sent = sent;
    }

    /** Whether the same request may succeed later. */
    public boolean retryable() {
      return retryable;
    }

    /** Whether the other side may have got the request, and acted on it. */
    public boolean sent() {
      return sent;
    }
  }
}
