package dev.nacre.workflow;

import dev.nacre.workflow.WorkCalendar.Hours;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

/** A calendar with the days that people have entered by now: counts working time. */
final class WorkHours {
  /** Who finds no hour in ten years never will. */
  private static final int DAYS_MOST = 3_660;

  /** As much time as any calendar may count. */
  static final Duration LONGEST = Duration.ofDays(DAYS_MOST);

  private final WorkCalendar calendar;
  private final Map<LocalDate, List<Hours>> entered;

  /** Days that are entered count more than those of the calendar. */
  WorkHours(WorkCalendar calendar, Map<LocalDate, List<Hours>> entered) {
    this.calendar = calendar;
    this.entered = Map.copyOf(entered);
  }

  /** How much working time there can be in as many days as are counted; nothing for none at all. */
  static Duration most(WorkCalendar calendar) {
    if (calendar.daysFrom() != null) {
      return LONGEST;
    }
    Duration week =
        calendar.week().values().stream()
            .map(WorkHours::worked)
            .reduce(Duration.ZERO, Duration::plus);
    Duration days =
        calendar.days().values().stream()
            .map(WorkHours::worked)
            .reduce(Duration.ZERO, Duration::plus);
    return week.multipliedBy(DAYS_MOST / 7 + 1).plus(days);
  }

  private static Duration worked(List<Hours> day) {
    return Duration.ofMinutes(day.stream().mapToLong(hours -> hours.to() - hours.from()).sum());
  }

  private record Span(Instant from, Instant to) {
    Duration after(Instant moment) {
      Instant begin = moment.isAfter(from) ? moment : from;
      return begin.isBefore(to) ? Duration.between(begin, to) : Duration.ZERO;
    }
  }

  private List<Span> spans(LocalDate day) {
    List<Hours> hours = entered.get(day);
    if (hours == null) {
      hours = calendar.days().get(day);
    }
    if (hours == null) {
      hours = calendar.week().getOrDefault(day.getDayOfWeek(), List.of());
    }
    return hours.stream().map(h -> new Span(at(day, h.from()), at(day, h.to()))).toList();
  }

  /** By the clock on the wall, whatever was done to it that night. */
  private Instant at(LocalDate day, int minute) {
    ZoneId zone = calendar.zone();
    return minute == Hours.DAY
        ? day.plusDays(1).atStartOfDay(zone).toInstant()
        : day.atTime(minute / 60, minute % 60).atZone(zone).toInstant();
  }

  /**
   * The moment when that much working time has gone by since then.
   *
   * @throws StepFailedException when nobody works any more, or not that much in ten years
   */
  Instant add(Instant from, Duration working) {
    Duration left = working;
    LocalDate day = from.atZone(calendar.zone()).toLocalDate();
    for (int i = 0; i < DAYS_MOST; i++, day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        Duration there = span.after(from);
        if (!there.isZero() && left.compareTo(there) <= 0) {
          Instant begin = span.from().isAfter(from) ? span.from() : from;
          return begin.plus(left);
        }
        left = left.minus(there);
      }
    }
    throw left.equals(working)
        ? StepFailedException.of("calendar_never_open", calendar.id())
        : StepFailedException.of(
            "calendar_too_long", working, calendar.id(), working.minus(left).toHours());
  }

  /** How much working time there is from one moment to a later one; nothing when it is earlier. */
  Duration between(Instant from, Instant to) {
    Duration all = Duration.ZERO;
    LocalDate last = to.atZone(calendar.zone()).toLocalDate();
    LocalDate day = from.atZone(calendar.zone()).toLocalDate();
    for (; !day.isAfter(last); day = day.plusDays(1)) {
      for (Span span : spans(day)) {
        all = all.plus(span.after(from)).minus(span.after(to.isAfter(from) ? to : from));
      }
    }
    return all;
  }
}
