package dev.nacre.bench;

import java.time.Duration;

/**
 * Runs a side until it gets no quicker, as a server does that has run for a while: the compiler of
 * the JVM has no more of these processors than everybody else.
 */
enum Warm {
  /** What a request or a batch runs through is compiled soon. */
  BRIEFLY(3),

  /** An engine has more to compile; it gets quicker for most of a minute. */
  LONG(12);

  private static final Duration ROUND = Duration.ofSeconds(3);

  /** So many rounds without a gain mean that there is none any more. */
  private static final int IDLE = 3;

  private static final double GAIN = 1.02;

  private final int rounds;

  Warm(int rounds) {
    this.rounds = rounds;
  }

  void up(Rival.Work work) throws Exception {
    double best = 0;
    int idle = 0;
    for (int i = 0; i < rounds && idle < IDLE; i++) {
      double rate = work.run(ROUND);
      idle = rate > GAIN * best ? 0 : idle + 1;
      best = Math.max(best, rate);
    }
  }
}
