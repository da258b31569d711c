package dev.nacre.connector;

import dev.nacre.event.Inbox;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Keeps the ingest going: at once when this node received something after a rest, a moment later
 * when more keeps coming, every second for what waited or came in through another node. Several
 * workers, so that a connector whose payloads take long doesn't hold up the others.
 */
@Singleton
public final class IngestRunner {
  private static final Logger LOG = Logger.getLogger(IngestRunner.class);
  private static final int BATCH = 500;
  private static final Duration POLL = Duration.ofSeconds(1);

  /**
   * While one after the other comes, so long is gathered what is worked together: a transaction for
   * each few would take the processor from those that bring them.
   */
  private static final Duration GATHER = Duration.ofMillis(20);

  private final IngestEngine engine;
  private final Semaphore bell = new Semaphore(0);
  private final List<Thread> threads;
  private volatile boolean closing;

  IngestRunner(
      IngestEngine engine,
      Inbox inbox,
      @ConfigProperty(name = "nacre.ingest.workers", defaultValue = "2") int workers) {
    this.engine = engine;
    this.threads =
        IntStream.rangeClosed(1, Math.clamp(workers, 1, 32))
            .mapToObj(n -> Thread.ofPlatform().daemon().name("ingest-" + n).unstarted(this::run))
            .toList();
    inbox.listen(bell::release);
  }

  void start(@Observes StartupEvent event) {
    threads.forEach(Thread::start);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    closing = true;
    bell.release(threads.size());
    for (Thread thread : threads) {
      thread.join(Duration.ofSeconds(5));
    }
  }

  private void run() {
    boolean busy = false;
    while (!closing) {
      try {
        bell.drainPermits();
        if (engine.work(BATCH) > 0) {
          busy = true;
        } else if (!closing) {
          boolean rung = bell.tryAcquire(GATHER.toMillis(), TimeUnit.MILLISECONDS);
          if (rung && busy) {
            TimeUnit.MILLISECONDS.sleep(GATHER.toMillis());
          } else if (!rung) {
            busy = false;
            rung = bell.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS);
          }
          LOG.tracef("ingest goes on, rung: %s", rung);
        }
      } catch (InterruptedException e) {
        closing = true;
      } catch (RuntimeException e) {
        LOG.warn("the inbox can't be worked just now", e);
        pause();
      }
    }
  }

  private void pause() {
    try {
      TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
    } catch (InterruptedException e) {
      closing = true;
    }
  }
}
