package dev.nacre.event;

import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;

/** Keeps the outbox going: at once when this node wrote something, every second for the rest. */
@Singleton
final class OutboxRunner {
  private static final Logger LOG = Logger.getLogger(OutboxRunner.class);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final OutboxEngine engine;
  private final Semaphore bell = new Semaphore(0);
  private final Thread thread;
  private volatile boolean closing;

  OutboxRunner(OutboxEngine engine, Outbox outbox) {
    this.engine = engine;
    this.thread = Thread.ofPlatform().daemon().name("outbox").unstarted(this::run);
    outbox.listen(bell::release);
  }

  void start(@Observes StartupEvent event) {
    thread.start();
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    bell.release();
    thread.join(Duration.ofSeconds(5));
  }

  private void run() {
    while (!closing) {
      try {
        engine.begin();
      } catch (RuntimeException e) {
        LOG.warn("the outbox can't be worked just now", e);
      }
      try {
        boolean rung = bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
        LOG.tracef("outbox goes on, rung: %s", rung);
        bell.drainPermits();
      } catch (InterruptedException e) {
        closing = true;
      }
    }
  }
}
