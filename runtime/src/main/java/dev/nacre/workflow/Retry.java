package dev.nacre.workflow;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.RetryDefinition;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a failed step is tried again by itself.
 *
 * @param times how often at most
 * @param first the rest before the first try
 * @param factor by how much each rest is longer than the one before
 * @param most the longest rest
 */
record Retry(int times, Duration first, double factor, Duration most) {
  private static final Duration FIRST = Duration.ofMinutes(1);
  private static final double FACTOR = 2;
  private static final Duration MOST = Duration.ofHours(1);

  /** Never by itself. */
  static final Retry NEVER = new Retry(0, FIRST, FACTOR, MOST);

  /** A call that may have been done: doing it again by itself could do it twice. */
  private static final String UNSURE = "outcome_unsure";

  /** As a definition says; null means never, and so does what can't be read any more. */
  static Retry of(@Nullable RetryDefinition wanted) {
    try {
      return wanted == null
          ? NEVER
          : new Retry(
              wanted.times(),
              wanted.first() == null ? FIRST : Duration.parse(wanted.first()),
              wanted.factor() == null ? FACTOR : wanted.factor().doubleValue(),
              wanted.most() == null ? MOST : Duration.parse(wanted.most()));
    } catch (DateTimeException e) {
      return NEVER; // a version was published before rests were checked
    }
  }

  /**
   * When it is tried again.
   *
   * @param failed how often it has failed in a row, from 1
   * @return null when it isn't
   */
  @Nullable Instant next(int failed, List<Problem> why, Instant now) {
    if (failed > times || why.stream().anyMatch(problem -> problem.code().equals(UNSURE))) {
      return null;
    }
    double millis = (double) first.toMillis() * Math.pow(factor, failed - 1.0);
    return now.plusMillis((long) Math.min(millis, (double) most.toMillis()));
  }
}
