package dev.nacre.event;

import java.time.Instant;
import java.time.InstantSource;
import java.util.function.Supplier;

/**
 * The clock of everybody who asks what time it is, which whoever plays the past again turns to what
 * it was then: for his own work only, while everybody else goes by the time it is.
 */
public final class TurnedClock implements InstantSource {
  private static final ScopedValue<Hands> TURNED = ScopedValue.newInstance();

  private final InstantSource real;

  /** A clock that shows that time, unless it is turned. */
  public TurnedClock(InstantSource real) {
    this.real = real;
  }

  /** What turns the clock for one piece of work; only that work's thread may. */
  public static final class Hands {
    private Instant now;

    private Hands(Instant now) {
      this.now = now;
    }

    /** Sets the time; it never goes back. */
    public void forward(Instant to) {
      if (to.isAfter(now)) {
        now = to;
      }
    }

    /** The time that is shown now. */
    public Instant now() {
      return now;
    }
  }

  /** Work at another time. */
  public interface Work<T> {
    /** Does it. */
    T at(Hands hands);
  }

  /** Does that work, for which it is then. */
  public static <T> T at(Instant then, Work<T> work) {
    var hands = new Hands(then);
    Supplier<T> turned = () -> work.at(hands);
    return ScopedValue.where(TURNED, hands).call(turned::get);
  }

  @Override
  public Instant instant() {
    return TURNED.isBound() ? TURNED.get().now() : real.instant();
  }
}
