package dev.nacre.event;

import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * How a connector is being used.
 *
 * @param restsUntil the other side asked to be left alone so long; null when it didn't
 * @param breaker whether it is used
 * @param opensAgain when one request finds out whether it can be; null while closed
 * @param used how much of each ceiling was
 * @param stop who paused it; null when nobody did
 */
public record PaceState(
    @Nullable Instant restsUntil,
    Breaker breaker,
    @Nullable Instant opensAgain,
    List<Used> used,
    @Nullable Stop stop) {
  /** Copies the list. */
  public PaceState {
    used = List.copyOf(used);
  }

  /** Whether requests go through. */
  public enum Breaker {
    /** They do. */
    CLOSED,
    /** None does. */
    OPEN,
    /** One does, to find out. */
    HALF_OPEN;

    /** The id, as it stands in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** So many of those that the ceiling allows. */
  public record Used(OutboxSender.Ceiling ceiling, int count) {}

  /**
   * A person keeps it from being used.
   *
   * @param by their id
   */
  public record Stop(String by, Instant at) {}
}
