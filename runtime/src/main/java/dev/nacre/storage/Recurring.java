package dev.nacre.storage;

import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Does something small again and again, on every node; a failure is logged and tried again. */
public final class Recurring implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(Recurring.class.getName());

  private final ScheduledExecutorService clock;

  /**
   * Begins after the first pause.
   *
   * @param name of the thread and in the log
   */
  public Recurring(String name, Duration pause, Runnable work) {
    this.clock =
        Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name(name).factory());
    var unused =
        clock.scheduleWithFixedDelay(
            () -> {
              try {
                work.run();
              } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, name + " failed; trying again", e);
              }
            },
            pause.toMillis(),
            pause.toMillis(),
            TimeUnit.MILLISECONDS);
  }

  @Override
  public void close() {
    clock.shutdownNow();
    try {
      var unused = clock.awaitTermination(5, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
