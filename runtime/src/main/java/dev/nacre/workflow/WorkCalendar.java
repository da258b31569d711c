package dev.nacre.workflow;

import dev.nacre.metadata.CalendarDefinition;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * When somebody works, compiled.
 *
 * @param week the hours of each day of the week, in order; a day that is absent is a day off
 * @param days days that differ from the week; one without hours is a day off
 * @param daysFrom where further such days are kept; null means nowhere
 */
record WorkCalendar(
    String id,
    ZoneId zone,
    Map<DayOfWeek, List<Hours>> week,
    Map<LocalDate, List<Hours>> days,
    CalendarDefinition.@Nullable DaysFrom daysFrom) {

  /** The id of the calendar that there always is. */
  static final String WORK = "work";

  /** Copies the days. */
  WorkCalendar {
    week = Map.copyOf(week);
    days = Map.copyOf(days);
  }

  /**
   * Hours of a day.
   *
   * @param from minutes since its beginning
   * @param to minutes since its beginning, after {@code from}, at most all of them
   */
  record Hours(int from, int to) {
    /** How many minutes there are from midnight to midnight, by the clock. */
    static final int DAY = 24 * 60;

    /** Reads {@code 09:00}, also {@code 24:00}. */
    static int minute(String clock) {
      return clock.equals("24:00") ? DAY : LocalTime.parse(clock).toSecondOfDay() / 60;
    }
  }

  /** Monday to Friday, 09:00 to 18:00: what {@code work} means where an app doesn't say. */
  static WorkCalendar usual(ZoneId zone) {
    var week = new EnumMap<DayOfWeek, List<Hours>>(DayOfWeek.class);
    for (DayOfWeek day : DayOfWeek.values()) {
      if (day.compareTo(DayOfWeek.SATURDAY) < 0) {
        week.put(day, List.of(new Hours(9 * 60, 18 * 60)));
      }
    }
    return new WorkCalendar(WORK, zone, week, Map.of(), null);
  }
}
