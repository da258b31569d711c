package dev.nacre.connector;

import dev.nacre.storage.Recurring;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/**
 * Looks every other second for what is due to be polled, looked into or compared, and runs it
 * beside.
 */
@Singleton
public final class PollRunner {
  private static final Duration LOOK = Duration.ofSeconds(2);
  private static final int AT_ONCE = 8;

  private final PollEngine engine;
  private final TotalsEngine totals;
  private final FolderEngine folders;
  private final Semaphore places = new Semaphore(AT_ONCE);
  private final ExecutorService threads =
      Executors.newThreadPerTaskExecutor(Thread.ofVirtual().name("poll-", 0).factory());
  private @Nullable Recurring clock;

  PollRunner(PollEngine engine, TotalsEngine totals, FolderEngine folders) {
    this.engine = engine;
    this.totals = totals;
    this.folders = folders;
  }

  void start(@Observes StartupEvent event) {
    clock = new Recurring("poll", LOOK, this::look);
  }

  private void look() {
    engine.due(this::run);
    totals.due(this::run);
    folders.due(this::run);
  }

  void stop(@Observes ShutdownEvent event) {
    if (clock != null) {
      clock.close();
    }
    threads.shutdownNow(); // what was fetched is kept; the next start goes on there
  }

  private void run(Runnable poll) {
    if (places.tryAcquire()) {
      threads.execute(
          () -> {
            try {
              poll.run();
            } finally {
              places.release();
            }
          });
    }
  }
}
