package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Value;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Counts time by a calendar that a definition names, or that a record does; else by every hour. */
public final class WorkClock {
  private final Map<String, WorkCalendar> calendars;
  private final @Nullable CompiledFormula calendar;

  private WorkClock(Map<String, WorkCalendar> calendars, @Nullable CompiledFormula calendar) {
    this.calendars = Map.copyOf(calendars);
    this.calendar = calendar;
  }

  /**
   * Checks and compiles.
   *
   * @param wanted the id of a calendar, or what gives one; null means that every hour counts
   */
  public static WorkClock compile(@Nullable Value wanted, CompileContext context, String at) {
    Map<String, WorkCalendar> known = context.calendars();
    if (wanted instanceof Value.Literal literal && !known.containsKey(literal.json().asText())) {
      context.problem(
          at,
          "calendar_unknown",
          literal.json().asText(),
          String.join(", ", new TreeMap<>(known).keySet()));
    }
    return new WorkClock(known, wanted == null ? null : context.value(wanted, at));
  }

  /** The links that must be loaded to know the calendar. */
  Set<String> crosses() {
    return calendar == null ? Set.of() : calendar.crosses();
  }

  /** Whether the record says which calendar it is. */
  boolean ofRecord() {
    return calendar != null && !calendar.reads().isEmpty();
  }

  /**
   * The moment when that much time has gone by since then.
   *
   * @throws StepFailedException when there is no such calendar, or nobody works any more
   */
  public Instant add(Instant from, Duration time, StepContext run) {
    WorkHours hours = hours(run);
    return hours == null || time.isZero()
        ? Moment.after(from, time)
        : Moment.stored(hours.add(from, time));
  }

  /** How much time counts from one moment to a later one; nothing when it is earlier. */
  Duration between(Instant from, Instant to, StepContext run) {
    if (!to.isAfter(from)) {
      return Duration.ZERO;
    }
    WorkHours hours = hours(run);
    return hours == null ? Duration.between(from, to) : hours.between(from, to);
  }

  /** The form whose records are days of the calendar; null when there is none. */
  @Nullable String form(StepContext run) {
    WorkCalendar now = now(run);
    return now == null || now.daysFrom() == null ? null : now.daysFrom().form();
  }

  private @Nullable WorkHours hours(StepContext run) {
    WorkCalendar now = now(run);
    return now == null ? null : run.hours(now);
  }

  private @Nullable WorkCalendar now(StepContext run) {
    if (calendar == null) {
      return null;
    }
    Object id = calendar.evaluate(run.scope());
    WorkCalendar found = calendars.get(id == null ? WorkCalendar.WORK : id.toString());
    if (found == null) {
      throw StepFailedException.of(
          "calendar_unknown", id, String.join(", ", new TreeMap<>(calendars).keySet()));
    }
    return found;
  }
}
