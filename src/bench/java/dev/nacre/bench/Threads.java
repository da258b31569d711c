package dev.nacre.bench;

import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/** Several threads that do the same for a while. */
final class Threads {
  private Threads() {}

  /** Does something once, as that thread; gives how many things that were. */
  @FunctionalInterface
  interface Turn {
    int run(int thread) throws Exception;
  }

  /** How many things a second all of them did. */
  static double rate(int count, Duration time, Turn turn)
      throws InterruptedException, ExecutionException {
    long began = System.nanoTime();
    long end = began + time.toNanos();
    try (var pool = Executors.newFixedThreadPool(count)) {
      var running =
          IntStream.range(0, count)
              .mapToObj(
                  thread ->
                      pool.submit(
                          () -> {
                            long all = 0;
                            while (System.nanoTime() < end) {
                              all += turn.run(thread);
                            }
                            return all;
                          }))
              .toList();
      long all = 0;
      for (Future<Long> one : running) {
        all += one.get();
      }
      return all / ((System.nanoTime() - began) / 1e9);
    }
  }
}
