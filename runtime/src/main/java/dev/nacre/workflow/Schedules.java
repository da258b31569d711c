package dev.nacre.workflow;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.NavigableSet;
import java.util.TreeSet;

/** The times at which schedules would have started their workflows. */
public final class Schedules {
  private static final Duration FIRST_LOOK = Duration.ofHours(1);

  private Schedules() {}

  /**
   * The newest times of a workflow within some time.
   *
   * @param from after that
   * @param until before that, or then
   * @param most how many at most
   * @return empty when no schedule starts it
   */
  public static NavigableSet<Instant> newest(
      Workflow workflow, Instant from, Instant until, int most) {
    if (!(workflow.trigger() instanceof Trigger.Scheduled schedule)) {
      return Collections.emptyNavigableSet();
    }
    // from a short while ago first: what runs every minute is not counted up from last year
    Duration look = FIRST_LOOK;
    while (true) {
      boolean whole = !until.minus(look).isAfter(from);
      NavigableSet<Instant> times = between(schedule, whole ? from : until.minus(look), until);
      if (whole || times.size() >= most) {
        while (times.size() > most) {
          times.pollFirst();
        }
        return times;
      }
      look = look.multipliedBy(2);
    }
  }

  private static NavigableSet<Instant> between(
      Trigger.Scheduled schedule, Instant from, Instant until) {
    var times = new TreeSet<Instant>();
    Instant next = schedule.next().apply(from);
    while (!next.isAfter(until)) {
      times.add(next);
      next = schedule.next().apply(next);
    }
    return times;
  }
}
