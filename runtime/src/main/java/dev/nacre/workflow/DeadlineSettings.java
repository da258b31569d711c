package dev.nacre.workflow;

import dev.nacre.kind.OneOf;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * By when a task should be done, and what happens when it isn't.
 *
 * @param after how long after the task was opened, or after {@code until}; null only with that
 * @param until a date or moment; a date is over at its end, and where it is empty there is no
 *     deadline
 * @param calendar counts only its hours: the id of a calendar, or what gives one ({@code work}
 *     where it is empty); null means every hour counts
 * @param pause while this holds of the record, time doesn't count; null means it always does
 * @param then one after another, the first at the deadline; null means the date is only shown
 */
public record DeadlineSettings(
    @Nullable Duration after,
    @Nullable Value until,
    @Refers("calendars") @Nullable Value calendar,
    @Nullable Condition pause,
    @Nullable List<Rung> then) {

  /**
   * One thing that happens: exactly one of the others is set.
   *
   * @param after how long after the one before; null means at once
   * @param remind tells those who may act
   * @param reassign takes it from them and gives it to these
   * @param escalate lets these act too
   * @param decide decides in their place
   */
  @OneOf({"remind", "reassign", "escalate", "decide"})
  public record Rung(
      @Nullable Duration after,
      @Nullable Boolean remind,
      @Nullable AssignSettings reassign,
      @Nullable AssignSettings escalate,
      @Nullable Decision decide) {}

  /** What a deadline may decide. */
  public enum Decision {
    APPROVE,
    REJECT
  }
}
