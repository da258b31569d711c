package dev.nacre.page;

import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Bounds how often somebody may ask: ten times a minute for one address and page, and each page
 * altogether less often than guessing needs. Each node counts for itself.
 */
@Singleton
final class Throttle {
  private static final Duration WINDOW = Duration.ofMinutes(1);
  private static final int ADDRESS = 10;
  private static final int PAGE = 300;
  private static final int MANY = 20_000;

  private final InstantSource clock;
  private final Map<String, Count> counts =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Count> eldest) {
          return size() > MANY;
        }
      };

  private record Count(Instant since, int asked) {}

  @Inject
  Throttle(InstantSource clock) {
    this.clock = clock;
  }

  /** Counts a question, and says whether it may be answered. */
  synchronized boolean admits(String page, String address) {
    Instant now = clock.instant();
    return count(page + " " + address, now) <= ADDRESS && count(page, now) <= PAGE;
  }

  private int count(String key, Instant now) {
    Count count = counts.get(key);
    boolean anew = count == null || !count.since().plus(WINDOW).isAfter(now);
    Count next = anew ? new Count(now, 1) : new Count(count.since(), count.asked() + 1);
    counts.put(key, next);
    return next.asked();
  }
}
