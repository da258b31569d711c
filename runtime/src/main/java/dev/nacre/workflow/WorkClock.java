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
  private final @Nullable WorkCalendar always;

  private WorkClock(
      Map<String, WorkCalendar> calendars,
      @Nullable CompiledFormula calendar,
      @Nullable WorkCalendar always) {
    this.calendars = Map.copyOf(calendars);
    this.calendar = calendar;
    this.always = always;
  }

  /**
   * Checks and compiles.
   *
   * @param wanted the id of a calendar, or what gives one; null means that every hour counts
   */
  public static WorkClock compile(@Nullable Value wanted, CompileContext context, String at) {
    Map<String, WorkCalendar> known = context.calendars();
    WorkCalendar always = null;
    if (wanted instanceof Value.Literal literal) {
      always = known.get(literal.json().asText());
      if (always == null) {
        context.problem(
            at,
            "calendar_unknown",
            literal.json().asText(),
            String.join(", ", new TreeMap<>(known).keySet()));
      }
    }
    return new WorkClock(known, wanted == null ? null : context.value(wanted, at), always);
  }

  /** Checks and compiles what counts one length of time: {@code calendar} and {@code after}. */
  public static WorkClock compile(
      @Nullable Value wanted, @Nullable Duration after, CompileContext context) {
    WorkClock clock = compile(wanted, context, "/calendar");
    if (wanted != null && after == null) {
      context.objection("/calendar", "calendar_counts_nothing");
    }
    clock.check(after, context, "/after");
    return clock;
  }

  /** Objects to a length of time that could never go by. */
  void check(@Nullable Duration time, CompileContext context, String at) {
    if (time == null || calendar == null) {
      return;
    }
    Duration most = always == null ? WorkHours.LONGEST : WorkHours.most(always);
    if (!most.isZero() && time.compareTo(most) > 0) {
      context.objection(
          at,
          "calendar_too_long",
          time,
          always == null ? "@calendar.named" : always.id(),
          most.toHours());
    }
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
