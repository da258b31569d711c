package dev.nacre.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

/** Many requests on a few connections for a while, each sent when the last one was answered. */
final class Load {
  private final int port;
  private final int connections;
  private final int status;
  private final Source source;

  /** Makes the next request. */
  @FunctionalInterface
  interface Source {
    byte[] next();
  }

  /**
   * What a side managed.
   *
   * @param count answers
   * @param rate answers a second
   * @param p99 milliseconds within which 99 of 100 answers came
   */
  record Result(long count, double rate, double p99) {}

  /**
   * A load on the server at that port.
   *
   * @param status which every answer must have
   */
  Load(int port, int connections, int status, Source source) {
    this.port = port;
    this.connections = connections;
    this.status = status;
    this.source = source;
  }

  /** Runs it for that long. */
  Result run(Duration time) throws InterruptedException, ExecutionException {
    long end = System.nanoTime() + time.toNanos();
    long began = System.nanoTime();
    try (var pool = Executors.newFixedThreadPool(connections)) {
      var running =
          IntStream.range(0, connections).mapToObj(i -> pool.submit(() -> one(end))).toList();
      LongStream all = LongStream.empty();
      for (Future<long[]> one : running) {
        all = LongStream.concat(all, Arrays.stream(one.get()));
      }
      long[] sorted = all.sorted().toArray();
      double seconds = (System.nanoTime() - began) / 1e9;
      return new Result(
          sorted.length, sorted.length / seconds, sorted[sorted.length * 99 / 100] / 1e6);
    }
  }

  private long[] one(long end) throws IOException {
    long[] took = new long[1024];
    int count = 0;
    try (var wire = new Wire(port)) {
      for (long now = System.nanoTime(); now < end; ) {
        Wire.Answer answer = wire.send(source.next());
        long then = System.nanoTime();
        if (answer.status() != status) {
          throw new IllegalStateException(answer.status() + " " + answer.text());
        }
        if (count == took.length) {
          took = Arrays.copyOf(took, 2 * count);
        }
        took[count++] = then - now;
        now = then;
      }
    }
    return Arrays.copyOf(took, count);
  }
}
