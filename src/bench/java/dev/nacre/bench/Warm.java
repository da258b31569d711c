package dev.nacre.bench;

import java.time.Duration;

/**
 * Runs a side until it gets no quicker, as a server does that has run for a while: a minute or so,
 * since the compiler of the JVM has no more of these processors than everybody else.
 */
final class Warm {
  private static final Duration ROUND = Duration.ofSeconds(5);
  private static final int ROUNDS = 20;

  /** So many rounds without a gain mean that there is none any more. */
  private static final int IDLE = 4;

  private static final double GAIN = 1.02;

  private Warm() {}

  static void up(Rival.Work work) throws Exception {
    double best = 0;
    int idle = 0;
    for (int i = 0; i < ROUNDS && idle < IDLE; i++) {
      double rate = work.run(ROUND);
      idle = rate > GAIN * best ? 0 : idle + 1;
      best = Math.max(best, rate);
    }
  }
}
