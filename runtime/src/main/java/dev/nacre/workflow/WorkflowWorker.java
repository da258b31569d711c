package dev.nacre.workflow;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Threads that advance instances. They share the work with those of other nodes by row locks; a
 * node that dies takes nothing with it.
 */
@Singleton
public final class WorkflowWorker {
  private static final System.Logger LOG = System.getLogger(WorkflowWorker.class.getName());

  /**
   * So many full batches are advanced before timers are looked for again: some hundredths of a
   * second.
   */
  private static final int BEFORE_TIMERS = 4;

  /** How often is looked for what other nodes made ready, and for timers. */
  private static final Duration LOOK = Duration.ofMillis(250);

  private static final Duration REST_AFTER_FAILURE = Duration.ofSeconds(5);

  /** How often is looked whether time has come to start something. */
  private static final Duration LOOK_AT_CLOCKS = Duration.ofSeconds(5);

  private final WorkQueue queue;
  private final TimedTriggers timed;
  private final HoldExpiry holds;
  private final ReentrantLock clocks = new ReentrantLock();
  private long clocksSeen = System.nanoTime();
  private final Doorbell doorbell;
  private final List<Thread> threads = new ArrayList<>();
  private volatile boolean running;

  WorkflowWorker(WorkQueue queue, TimedTriggers timed, HoldExpiry holds, Doorbell doorbell) {
    this.queue = queue;
    this.timed = timed;
    this.holds = holds;
    this.doorbell = doorbell;
  }

  /** Starts that many threads; nothing happens when they run already. */
  public synchronized void start(int count) {
    if (running) {
      return;
    }
    running = true;
    for (int i = 0; i < count; i++) {
      threads.add(Thread.ofPlatform().name("workflow-" + i).daemon().start(this::work));
    }
  }

  /** Lets the batches that are under way finish, and stops. */
  public synchronized void stop() {
    running = false;
    threads.forEach(thread -> doorbell.ring());
    for (Thread thread : threads) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
    threads.clear();
  }

  /**
   * Starts what time starts and ends, and advances everything that is ready or due now; gives how
   * many.
   */
  public int runReady() {
    return timed.run() + holds.run() + advance();
  }

  private int advance() {
    int all = 0;
    int some;
    int batches = 0;
    var size = new BatchSize();
    do {
      int limit = size.now();
      long began = System.nanoTime();
      some = queue.ready(limit);
      size.took(some, Duration.ofNanos(System.nanoTime() - began));
      batches++;
      if (some < limit || batches % BEFORE_TIMERS == 0) {
        some += queue.due(BatchSize.LEAST) + queue.failed(BatchSize.LEAST);
      }
      all += some;
    } while (some > 0);
    return all;
  }

  private void lookAtClocks() {
    if (!clocks.tryLock()) {
      return;
    }
    try {
      if (System.nanoTime() - clocksSeen >= LOOK_AT_CLOCKS.toNanos()) {
        clocksSeen = System.nanoTime();
        timed.run();
        holds.run();
      }
    } finally {
      clocks.unlock();
    }
  }

  private void work() {
    while (running) {
      Duration rest = LOOK;
      try {
        lookAtClocks();
        advance();
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "workflows can't advance; trying again", e);
        rest = REST_AFTER_FAILURE;
      }
      try {
        doorbell.await(rest);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
    }
  }
}
