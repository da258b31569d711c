package dev.nacre.workflow;

import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

/**
 * The hours in which people work, by which deadlines are counted: Monday to Friday, 09:00 to 18:00
 * of the app's zone.
 */
final class WorkCalendar {
  /** Its id in definitions. */
  static final String ID = "work";

  private static final LocalTime OPENS = LocalTime.of(9, 0);
  private static final LocalTime CLOSES = LocalTime.of(18, 0);

  private WorkCalendar() {}

  /** The moment when that much working time has gone by since then. */
  static Instant add(Instant from, Duration working, ZoneId zone) {
    ZonedDateTime at = opening(from.atZone(zone));
    Duration left = working;
    while (true) {
      Duration today = Duration.between(at, at.with(CLOSES));
      if (left.compareTo(today) <= 0) {
        return at.plus(left).toInstant();
      }
      left = left.minus(today);
      at = opening(at.plusDays(1).with(OPENS));
    }
  }

  /** That moment, or the next one at which work begins. */
  private static ZonedDateTime opening(ZonedDateTime moment) {
    ZonedDateTime at = moment;
    if (at.toLocalTime().isBefore(OPENS)) {
      at = at.with(OPENS);
    } else if (!at.toLocalTime().isBefore(CLOSES)) {
      at = at.plusDays(1).with(OPENS);
    }
    while (at.getDayOfWeek() == DayOfWeek.SATURDAY || at.getDayOfWeek() == DayOfWeek.SUNDAY) {
      at = at.plusDays(1).with(OPENS);
    }
    return at;
  }
}
