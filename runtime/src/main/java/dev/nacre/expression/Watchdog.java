package dev.nacre.expression;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.graalvm.polyglot.Context;
import org.jspecify.annotations.Nullable;

/** Looks after running scripts and cancels those that use too much time or memory. */
final class Watchdog implements AutoCloseable {
  private static final long GLANCE_NANOS = 5_000_000;
  private static final int CLOCK_FACTOR = 5;
  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private final Scripts.Limits limits;
  private final Set<Watch> running = ConcurrentHashMap.newKeySet();
  private volatile @Nullable Thread thread;
  private volatile boolean asleep;
  private volatile boolean closed;

  Watchdog(Scripts.Limits limits) {
    this.limits = limits;
  }

  /** How a watched run ended. */
  enum End {
    RUNNING,
    DONE,
    TIME,
    MEMORY
  }

  /** Watches the current thread, which is about to run something in that context. */
  Watch watch(Context context) {
    var watch = new Watch(context, Thread.currentThread().threadId());
    running.add(watch);
    if (thread == null) {
      start();
    } else if (asleep) {
      LockSupport.unpark(thread);
    }
    return watch;
  }

  private synchronized void start() {
    if (thread == null && !closed) {
      thread = Thread.ofPlatform().daemon().name("nacre-script-watchdog").start(this::look);
    }
  }

  private void look() {
    while (!closed) {
      if (running.isEmpty()) {
        asleep = true;
        if (running.isEmpty()) {
          LockSupport.parkNanos(this, 1_000_000_000);
        }
        asleep = false;
      } else {
        running.forEach(Watch::glance);
        LockSupport.parkNanos(this, GLANCE_NANOS);
      }
    }
  }

  @Override
  public synchronized void close() {
    closed = true;
    if (thread != null) {
      LockSupport.unpark(thread);
    }
  }

  /** One run. */
  final class Watch {
    private final Context context;
    private final long threadId;
    private final AtomicReference<End> end = new AtomicReference<>(End.RUNNING);
    // taken at the first glance: most runs end before it
    private long started;
    private long processor;
    private long allocated;

    private Watch(Context context, long threadId) {
      this.context = context;
      this.threadId = threadId;
    }

    /** The run is over; tells whether it was cancelled meanwhile, and why. */
    End over() {
      end.compareAndSet(End.RUNNING, End.DONE);
      running.remove(this);
      return end.get();
    }

    private void glance() {
      long now = System.nanoTime();
      // virtual threads are not counted: for them there is the clock
      long used = THREADS.getThreadCpuTime(threadId);
      long bytes = THREADS.getThreadAllocatedBytes(threadId);
      if (started == 0) {
        started = now;
        processor = used;
        allocated = bytes;
        return;
      }
      long limit = limits.time().toNanos();
      boolean slow =
          now - started > limit * CLOCK_FACTOR
              || (used < 0 ? now - started : used - processor) > limit;
      if (slow) {
        cancel(End.TIME);
      } else if (bytes - allocated > limits.memory()) {
        cancel(End.MEMORY);
      }
    }

    private void cancel(End why) {
      if (end.compareAndSet(End.RUNNING, why)) {
        running.remove(this);
        // closing waits until the script has noticed; others must not wait with it
        Thread.ofPlatform().daemon().name("nacre-script-cancel").start(() -> context.close(true));
      }
    }
  }
}
