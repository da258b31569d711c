package dev.nacre.workflow.trigger;

import com.cronutils.model.Cron;
import com.cronutils.model.time.ExecutionTime;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The times of a schedule by the clock on a wall. A time that a day doesn't have, since clocks are
 * put forward, is as much later as they are put; one that a day has twice counts once, unless the
 * schedule goes by the hour.
 */
final class WallClock {
  /** What never comes. */
  private static final Instant NEVER = Instant.parse("9999-12-30T00:00:00Z");

  private final ExecutionTime times;
  private final ZoneId zone;
  private final boolean hourly;

  /**
   * A clock.
   *
   * @param cron minute, hour, day of the month, month, day of the week
   */
  WallClock(Cron cron, ZoneId zone) {
    this.times = ExecutionTime.forCron(cron);
    this.zone = zone;
    this.hourly = cron.asString().split(" ", -1)[1].equals("*");
  }

  /** Whether it goes by the hour. */
  boolean hourly() {
    return hourly;
  }

  /** Whether there is no such time in any year. */
  boolean never() {
    return regular(Instant.parse("2000-01-01T00:00:00Z")).equals(NEVER);
  }

  /** The first time after a moment. */
  Instant next(Instant after) {
    Instant regular = regular(after);
    Instant skipped = skipped(after);
    return skipped != null && skipped.isBefore(regular) ? skipped : regular;
  }

  private Instant regular(Instant after) {
    ZonedDateTime at = ZonedDateTime.ofInstant(after, zone);
    while (true) {
      ZonedDateTime next = times.nextExecution(at).orElse(null);
      if (next == null) {
        return NEVER;
      }
      if (hourly || !again(next)) {
        return next.toInstant();
      }
      at = next;
    }
  }

  /** Whether the same time was there before, an hour ago. */
  private boolean again(ZonedDateTime time) {
    List<ZoneOffset> offsets = zone.getRules().getValidOffsets(time.toLocalDateTime());
    return offsets.size() > 1 && time.getOffset().equals(offsets.getLast());
  }

  /** The next time by the calendar, when clocks are put over it; null otherwise. */
  private @Nullable Instant skipped(Instant after) {
    LocalDateTime from = LocalDateTime.ofInstant(after, zone);
    // what lies in a gap that has just ended is still to come
    LocalDateTime wall = from.minusHours(2);
    while (true) {
      ZonedDateTime next = times.nextExecution(wall.atZone(ZoneOffset.UTC)).orElse(null);
      if (next == null) {
        return null;
      }
      wall = next.toLocalDateTime();
      Instant moment = wall.atZone(zone).toInstant();
      if (moment.isAfter(after)) {
        return zone.getRules().getValidOffsets(wall).isEmpty() ? moment : null;
      }
    }
  }
}
