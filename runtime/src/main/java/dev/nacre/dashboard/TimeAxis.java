package dev.nacre.dashboard;

import dev.nacre.expression.RelativeRange;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.record.Aggregate.Span;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The points of an axis of time, empty ones included. They reach from the first to the last that
 * has something or, when the question is about a relative range such as today, over that range as
 * far as it has passed.
 */
public final class TimeAxis {
  /** More points than that are not filled in; nobody could see them. */
  private static final int MOST = 2_000;

  private static final long HOUR = Duration.ofHours(1).toSeconds();

  private final Span span;
  private final ZoneId zone;

  /** An axis of that span of time. */
  public TimeAxis(Span span, ZoneId zone) {
    this.span = span;
    this.zone = zone;
  }

  /**
   * Every point, in order.
   *
   * @param used those that have something: first days, or the first moments of hours
   * @param field what the axis is about
   */
  public List<Object> points(
      Collection<?> used, String field, @Nullable Condition filter, Instant now) {
    var all = new TreeSet<Object>(used);
    range(field, filter)
        .ifPresent(
            range -> {
              RelativeRange.Moments moments = range.moments(now, zone);
              Instant last = moments.toIncluded() ? moments.to() : moments.to().minusNanos(1);
              all.add(first(moments.from()));
              all.add(first(moments.from().isBefore(now) && last.isAfter(now) ? now : last));
            });
    if (all.isEmpty()) {
      return List.of();
    }
    var points = new ArrayList<>();
    Object last = all.last();
    for (Object at = all.first(); compare(at, last) <= 0; at = next(at)) {
      points.add(at);
      if (points.size() > MOST) {
        return List.copyOf(new TreeSet<>(used));
      }
    }
    return points;
  }

  private static int compare(Object a, Object b) {
    return a instanceof Instant x && b instanceof Instant y
        ? x.compareTo(y)
        : ((LocalDate) a).compareTo((LocalDate) b);
  }

  /** The relative range that a filter puts on the field, if it does so for every record. */
  private static Optional<RelativeRange> range(String field, @Nullable Condition filter) {
    return switch (filter) {
      case Condition.All all ->
          all.parts().stream().flatMap(part -> range(field, part).stream()).findFirst();
      case Condition.Compare(String path, Condition.Op op, Value.Literal literal)
          when path.equals(field) && op == Condition.Op.WITHIN ->
          RelativeRange.read(literal.json());
      case null, default -> Optional.empty();
    };
  }

  /** The point to which a moment belongs; the same as the database has it. */
  Object first(Instant moment) {
    if (span == Span.HOUR) {
      long origin = LocalDate.of(2000, 1, 1).atStartOfDay(zone).toEpochSecond();
      long hours = Math.floorDiv(moment.getEpochSecond() - origin, HOUR);
      return Instant.ofEpochSecond(origin + hours * HOUR);
    }
    LocalDate day = LocalDate.ofInstant(moment, zone);
    return switch (span) {
      case HOUR, DAY -> day;
      case WEEK -> day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
      case MONTH -> day.withDayOfMonth(1);
      case YEAR -> day.withDayOfYear(1);
    };
  }

  private Object next(Object at) {
    if (at instanceof Instant hour) {
      return hour.plusSeconds(HOUR);
    }
    LocalDate day = (LocalDate) at;
    return switch (span) {
      case HOUR, DAY -> day.plusDays(1);
      case WEEK -> day.plusWeeks(1);
      case MONTH -> day.plusMonths(1);
      case YEAR -> day.plusYears(1);
    };
  }
}
