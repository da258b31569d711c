package dev.nacre.workflow;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Wakes this process's workers when an instance has become ready; other nodes find it by looking.
 */
@Singleton
final class Doorbell {
  private static final int ENOUGH = 64;

  private final Semaphore rings = new Semaphore(0);

  /** Something is ready. */
  void ring() {
    // a worker takes as many as it finds, so more rings than workers say nothing new
    if (rings.availablePermits() < ENOUGH) {
      rings.release();
    }
  }

  /** Waits for a ring, not longer than that. */
  void await(Duration longest) throws InterruptedException {
    if (rings.tryAcquire(longest.toMillis(), TimeUnit.MILLISECONDS)) {
      rings.drainPermits();
    }
  }
}
