package dev.nacre.workflow;

import dev.nacre.expression.CompiledFormula;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Value;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A moment that a step is told by a date or time of the record. */
public final class Moment {
  private static final Instant LAST = Instant.parse("9999-12-30T00:00:00Z");

  private final CompiledFormula value;

  /** Which end of a day is meant by a date. */
  public enum Day {
    BEGINS,
    IS_OVER
  }

  private Moment(CompiledFormula value) {
    this.value = value;
  }

  /**
   * Checks and compiles.
   *
   * @return null when nothing is wanted, or, with a problem, it makes no sense
   */
  public static @Nullable Moment compile(
      @Nullable Value wanted, CompileContext context, String at) {
    CompiledFormula value = wanted == null ? null : context.value(wanted, at);
    context.gives(value, ValueType.MOMENT, at);
    return value == null ? null : new Moment(value);
  }

  /** The links that must be loaded to know it. */
  public Set<String> crosses() {
    return value.crosses();
  }

  /** That much later; as good as never when that is beyond what can be stored. */
  public static Instant after(Instant from, Duration time) {
    return time.compareTo(Duration.between(from, LAST)) > 0 ? LAST : from.plus(time);
  }

  /** What can be stored; anything later is as good as never. */
  static Instant stored(Instant moment) {
    return moment.isAfter(LAST) ? LAST : moment;
  }

  /**
   * When it is; null when it is empty.
   *
   * @throws StepFailedException when it is neither a date nor a moment
   */
  public @Nullable Instant now(StepContext run, Day day) {
    Object at = value.evaluate(run.scope());
    return switch (at) {
      case null -> null;
      case Instant moment -> stored(moment);
      case LocalDate date ->
          stored(date.plusDays(day == Day.IS_OVER ? 1 : 0).atStartOfDay(run.zone()).toInstant());
      default -> throw StepFailedException.of("step_no_moment", at);
    };
  }
}
