package dev.nacre.connector;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An operation that is asked again and again for payloads.
 *
 * @param operation its id
 * @param every how often; null means only at those times
 * @param at local times of day
 * @param overlap how much of the time before the last run is asked for again
 * @param lookBack how far back the first run goes
 */
public record PollPlan(
    String operation,
    @Nullable Duration every,
    List<LocalTime> at,
    Duration overlap,
    Duration lookBack) {

  /** Whether it runs by itself. */
  public boolean scheduled() {
    return every != null || !at.isEmpty();
  }

  /**
   * When it runs next; empty when it never does by itself.
   *
   * @param zone in which the times of day are
   */
  public Optional<Instant> next(Instant after, ZoneId zone) {
    Instant soonest = every == null ? null : after.plus(every);
    for (LocalTime time : at) {
      ZonedDateTime day = after.atZone(zone);
      ZonedDateTime then = day.with(time);
      Instant moment = (then.toInstant().isAfter(after) ? then : then.plusDays(1)).toInstant();
      soonest = soonest == null || moment.isBefore(soonest) ? moment : soonest;
    }
    return Optional.ofNullable(soonest);
  }
}
