package dev.nacre.event;

import dev.nacre.event.Inbox.Bounds;
import dev.nacre.event.Inbox.Written;
import dev.nacre.storage.Database;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** The one thread that writes the inbox: takes all that waits, one INSERT, one COMMIT, answers. */
final class InboxWriter implements AutoCloseable {
  /** Larger transactions gain nothing and make the first waiter wait longer. */
  private static final int MOST_ROWS = 2_000;

  private static final long MOST_BYTES = 8L << 20;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private record Waiting(
      List<Arrival> arrivals, long bytes, CompletableFuture<List<Long>> answer) {}

  private final Database database;
  private final InstantSource clock;
  private final Bounds bounds;
  private final List<InboxListener> listeners;
  private final Runnable committed;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger payloads = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean started = new AtomicBoolean();
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();
  private final Thread thread;
  private volatile boolean closing;
  private volatile @Nullable RuntimeException lastFailure;

  InboxWriter(
      Database database,
      InstantSource clock,
      Bounds bounds,
      List<InboxListener> listeners,
      Runnable committed) {
    this.listeners = listeners;
    this.database = database;
    this.clock = clock;
    this.bounds = bounds;
    this.committed = committed;
    this.thread = Thread.ofPlatform().daemon().name("inbox-writer").unstarted(this::run);
  }

  CompletableFuture<List<Long>> offer(List<Arrival> arrivals) {
    long size = 0;
    for (Arrival arrival : arrivals) {
      size += arrival.body().length;
    }
    // something too large for an idle inbox still gets in: the bound is for load, not for size
    boolean idle = payloads.get() == 0;
    if (closing || (!idle && full(arrivals.size(), size))) {
      throw new BusyException(RETRY_AFTER);
    }
    payloads.addAndGet(arrivals.size());
    bytes.addAndGet(size);
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
    var waiting = new Waiting(arrivals, size, new CompletableFuture<>());
    queue.add(waiting);
    return waiting.answer();
  }

  private boolean full(int more, long size) {
    return payloads.get() + more > bounds.payloads() || bytes.get() + size > bounds.bytes();
  }

  int waiting() {
    return payloads.get();
  }

  Written written() {
    return new Written(rows.get(), commits.get(), lastFailure);
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          write(gather(first));
        }
      } catch (InterruptedException e) {
        closing = true; // what waits is still written
      }
    }
  }

  private List<Waiting> gather(Waiting first) {
    var batch = new ArrayList<Waiting>();
    batch.add(first);
    int count = first.arrivals().size();
    long size = first.bytes();
    while (count < MOST_ROWS && size < MOST_BYTES) {
      Waiting next = queue.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
      count += next.arrivals().size();
      size += next.bytes();
    }
    return batch;
  }

  private void write(List<Waiting> batch) {
    try {
      List<Arrival> all = batch.stream().flatMap(w -> w.arrivals().stream()).toList();
      List<Long> ids =
          database.inNewTransaction(
              connection -> {
                List<Long> kept = InboxRows.insert(connection, all, clock.instant());
                tellDead(kept, all);
                return kept;
              });
      rows.addAndGet(all.size());
      commits.incrementAndGet();
      int from = 0;
      for (Waiting waiting : batch) {
        int to = from + waiting.arrivals().size();
        settle(waiting);
        waiting.answer().complete(List.copyOf(ids.subList(from, to)));
        from = to;
      }
      committed.run();
    } catch (RuntimeException e) {
      lastFailure = e;
      refuse(batch, e);
    }
  }

  /** What is dead on arrival is settled, too. */
  private void tellDead(List<Long> ids, List<Arrival> arrivals) {
    var dead = new ArrayList<InboxListener.Settled>();
    for (int i = 0; i < ids.size(); i++) {
      Arrival a = arrivals.get(i);
      if (!a.findings().isEmpty()) {
        dead.add(
            new InboxListener.Settled(
                ids.get(i),
                a.app(),
                a.connector(),
                a.key(),
                a.body(),
                EntryState.DEAD,
                a.findings(),
                List.of()));
      }
    }
    if (!dead.isEmpty()) {
      listeners.forEach(listener -> listener.settled(dead));
    }
  }

  /** One sender's row may be what the database refused: the others must not suffer for it. */
  private void refuse(List<Waiting> batch, RuntimeException failure) {
    boolean lost =
        failure instanceof dev.nacre.storage.StorageException storage && storage.retryable();
    List<Waiting> open = batch.stream().filter(w -> !w.answer().isDone()).toList();
    if (open.size() > 1 && !lost) {
      open.forEach(waiting -> write(List.of(waiting)));
    } else {
      for (Waiting waiting : open) {
        settle(waiting);
        waiting.answer().completeExceptionally(failure);
      }
    }
  }

  private void settle(Waiting waiting) {
    payloads.addAndGet(-waiting.arrivals().size());
    bytes.addAndGet(-waiting.bytes());
  }

  @Override
  public void close() {
    closing = true;
    if (started.get()) {
      try {
        thread.join(Duration.ofSeconds(10));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
