package dev.nacre.expression;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Optional;

/**
 * {@code "today"}, {@code "this_month"}, {@code {"last": "P7D"}}: a range that moves with now. Days
 * begin in the app's zone, weeks on Monday.
 */
public sealed interface RelativeRange {
  /** Every name there is. */
  List<String> NAMES =
      List.of(
          "today",
          "yesterday",
          "tomorrow",
          "this_week",
          "last_week",
          "next_week",
          "this_month",
          "last_month",
          "next_month",
          "this_quarter",
          "last_quarter",
          "next_quarter",
          "this_year",
          "last_year",
          "next_year");

  /** A thousand years; longer ranges leave the calendar. */
  long LONGEST_DAYS = 366_000;

  /** Both days included. */
  record Days(LocalDate from, LocalDate to) {}

  /** From then on, until then. */
  record Moments(Instant from, Instant to, boolean toIncluded) {}

  /** The days that are in it now. */
  Days days(Instant now, ZoneId zone);

  /** The moments that are in it now. */
  Moments moments(Instant now, ZoneId zone);

  /** Reads the JSON form; empty when it isn't one. */
  static Optional<RelativeRange> read(JsonNode json) {
    if (json.isTextual()) {
      return Optional.of(json.textValue()).filter(NAMES::contains).map(Named::new);
    }
    if (json.isObject() && json.size() == 1) {
      for (String key : List.of("last", "next")) {
        if (json.path(key).isTextual()) {
          return amount(json.get(key).textValue()).map(a -> new FromNow(a, key.equals("last")));
        }
      }
    }
    return Optional.empty();
  }

  private static Optional<Amount> amount(String text) {
    try {
      int time = text.indexOf('T');
      Period period =
          time == 1 ? Period.ZERO : Period.parse(time < 0 ? text : text.substring(0, time));
      Duration duration = time < 0 ? Duration.ZERO : Duration.parse("P" + text.substring(time));
      long days = Math.abs(LocalDate.EPOCH.plus(period).toEpochDay());
      return days + duration.abs().toDays() < LONGEST_DAYS
          ? Optional.of(new Amount(period, duration))
          : Optional.empty();
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  /** A length of time by the calendar and by the clock. */
  record Amount(Period period, Duration duration) {
    ZonedDateTime after(ZonedDateTime time, int sign) {
      return time.plus(period.multipliedBy(sign)).plus(duration.multipliedBy(sign));
    }
  }

  /** So long until now, or from now on; both ends included. */
  record FromNow(Amount amount, boolean back) implements RelativeRange {
    @Override
    public Days days(Instant now, ZoneId zone) {
      Moments moments = moments(now, zone);
      return new Days(
          LocalDate.ofInstant(moments.from(), zone), LocalDate.ofInstant(moments.to(), zone));
    }

    @Override
    public Moments moments(Instant now, ZoneId zone) {
      Instant start = dev.nacre.expression.Moments.micros(now);
      Instant far = amount.after(start.atZone(zone), back ? -1 : 1).toInstant();
      return back ? new Moments(far, start, true) : new Moments(start, far, true);
    }
  }

  /** A calendar range. */
  record Named(String name) implements RelativeRange {
    @Override
    public Days days(Instant now, ZoneId zone) {
      LocalDate today = LocalDate.ofInstant(now, zone);
      int shift =
          name.startsWith("last_") || name.equals("yesterday")
              ? -1
              : name.startsWith("next_") || name.equals("tomorrow") ? 1 : 0;
      return switch (name.substring(name.indexOf('_') + 1)) {
        case "week" -> {
          LocalDate from =
              today.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY)).plusWeeks(shift);
          yield new Days(from, from.plusDays(6));
        }
        case "month" -> span(today.withDayOfMonth(1).plusMonths(shift), 1);
        case "quarter" ->
            span(
                today
                    .withDayOfMonth(1)
                    .withMonth((today.getMonthValue() - 1) / 3 * 3 + 1)
                    .plusMonths(3L * shift),
                3);
        case "year" -> span(today.withDayOfYear(1).plusYears(shift), 12);
        default -> new Days(today.plusDays(shift), today.plusDays(shift));
      };
    }

    private static Days span(LocalDate from, int months) {
      return new Days(from, from.plusMonths(months).minusDays(1));
    }

    @Override
    public Moments moments(Instant now, ZoneId zone) {
      Days days = days(now, zone);
      return new Moments(
          days.from().atStartOfDay(zone).toInstant(),
          days.to().plusDays(1).atStartOfDay(zone).toInstant(),
          false);
    }
  }
}
