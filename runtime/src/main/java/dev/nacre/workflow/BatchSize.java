package dev.nacre.workflow;

import java.time.Duration;

/**
 * How many instances share a transaction: as many as are done in a moment. What is light shares the
 * cost of a commit with more; what is heavy doesn't keep its locks for long.
 */
final class BatchSize {
  /** So many are always taken. */
  static final int LEAST = 100;

  static final int MOST = 400;

  /** A batch done quicker than that may be larger the next time. */
  private static final Duration MOMENT = Duration.ofMillis(20);

  private int now = LEAST;

  int now() {
    return now;
  }

  /**
   * Says how long a batch took.
   *
   * @param done how many were in it
   */
  void took(int done, Duration time) {
    if (time.compareTo(MOMENT) < 0) {
      // one that wasn't full says nothing about a larger one
      now = done < now ? now : Math.min(2 * now, MOST);
    } else if (time.compareTo(MOMENT.multipliedBy(4)) > 0) {
      now = Math.max(now / 2, LEAST);
    }
  }
}
