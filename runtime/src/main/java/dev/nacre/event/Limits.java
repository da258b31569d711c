package dev.nacre.event;

import dev.nacre.event.OutboxSender.Ceiling;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a connector may be used.
 *
 * @param ceilings all of them hold at once; none means as much as there is
 * @param breaker null means that it is used however much fails
 */
public record Limits(List<Ceiling> ceilings, @Nullable Breaker breaker) {
  /** As much as there is. */
  public static final Limits NONE = new Limits(List.of(), null);

  /** Copies the list. */
  public Limits {
    ceilings = List.copyOf(ceilings);
  }

  /**
   * When a connector is left alone for a while, since nothing it is asked comes of anything.
   *
   * @param failures so many one after the other open it; 0 means that they don't
   * @param share so many of a hundred open it; null means that they don't
   * @param of among so many last requests
   * @param rest before one request finds out; doubled each time that it fails, up to a quarter of
   *     an hour
   */
  public record Breaker(int failures, @Nullable Integer share, int of, Duration rest) {
    private static final Duration LONGEST = Duration.ofMinutes(15);

    /** How many outcomes are looked at. */
    int kept() {
      return Math.max(1, Math.max(failures, share == null ? 0 : of));
    }

    /** Whether those outcomes open it; the newest is last, 1 means failed. */
    boolean opens(String outcomes) {
      int failed = outcomes.length() - outcomes.replace("1", "").length();
      boolean often = share != null && outcomes.length() >= of && failed * 100 >= share * of;
      return often || (failures > 0 && outcomes.endsWith("1".repeat(failures)));
    }

    /** How long it stays open after having been so often. */
    Duration rest(int opened) {
      Duration rest = rest().multipliedBy(1L << Math.min(opened, 10));
      return rest.compareTo(LONGEST) > 0 && rest().compareTo(LONGEST) < 0 ? LONGEST : rest;
    }
  }
}
