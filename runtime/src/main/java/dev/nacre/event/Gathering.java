package dev.nacre.event;

import dev.nacre.event.Inbox.Bounds;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * One thread that makes durable what many callers bring: while one batch is on its way to the disk
 * the next gathers. What may gather is bounded.
 */
public final class Gathering implements AutoCloseable {
  /** Larger transactions gain nothing and make the first waiter wait longer. */
  private static final int MOST_ROWS = 2_000;

  private static final long MOST_BYTES = 8L << 20;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

  private final Bounds bounds;
  private final Consumer<List<Waiting>> writer;
  private final BlockingQueue<Waiting> queue = new LinkedBlockingQueue<>();
  private final AtomicInteger payloads = new AtomicInteger();
  private final AtomicLong bytes = new AtomicLong();
  private final AtomicBoolean started = new AtomicBoolean();
  private final Thread thread;
  private volatile boolean closing;

  /**
   * A gathering; its thread starts with the first caller.
   *
   * @param writer writes a batch and answers every one in it, whatever happens
   */
  public Gathering(String name, Bounds bounds, Consumer<List<Waiting>> writer) {
    this.bounds = bounds;
    this.writer = writer;
    this.thread = Thread.ofPlatform().daemon().name(name).unstarted(this::run);
  }

  /** Payloads of one caller, who waits for an answer. */
  public final class Waiting {
    private final List<Arrival> arrivals;
    private final long size;
    private final CompletableFuture<List<Long>> answer = new CompletableFuture<>();

    private Waiting(List<Arrival> arrivals, long size) {
      this.arrivals = arrivals;
      this.size = size;
    }

    /** All or none of them. */
    public List<Arrival> arrivals() {
      return arrivals;
    }

    /** Whether there was no answer yet. */
    boolean open() {
      return !answer.isDone();
    }

    /** They are durable, with those ids as far as known. */
    public void kept(List<Long> ids) {
      left();
      answer.complete(List.copyOf(ids));
    }

    /** They are not. */
    public void failed(RuntimeException why) {
      left();
      answer.completeExceptionally(why);
    }

    private void left() {
      payloads.addAndGet(-arrivals.size());
      bytes.addAndGet(-size);
    }
  }

  /**
   * Has payloads wait for the next batch.
   *
   * @throws BusyException when too much waits already
   */
  public CompletableFuture<List<Long>> offer(List<Arrival> arrivals) {
    long size = 0;
    for (Arrival arrival : arrivals) {
      size += arrival.body().length;
    }
    // something too large for an idle inbox still gets in: the bound is for load, not for size
    boolean idle = payloads.get() == 0;
    if (closing || (!idle && full(arrivals.size(), size))) {
      throw BusyException.full(RETRY_AFTER);
    }
    payloads.addAndGet(arrivals.size());
    bytes.addAndGet(size);
    if (started.compareAndSet(false, true)) {
      thread.start();
    }
    var waiting = new Waiting(arrivals, size);
    queue.add(waiting);
    return waiting.answer;
  }

  private boolean full(int more, long size) {
    return payloads.get() + more > bounds.payloads() || bytes.get() + size > bounds.bytes();
  }

  /** Payloads that wait. */
  public int waiting() {
    return payloads.get();
  }

  private void run() {
    while (!closing || !queue.isEmpty()) {
      try {
        Waiting first = queue.poll(100, TimeUnit.MILLISECONDS);
        if (first != null) {
          writer.accept(gather(first));
        }
      } catch (InterruptedException e) {
        closing = true; // what waits is still written
      }
    }
  }

  private List<Waiting> gather(Waiting first) {
    var batch = new ArrayList<Waiting>();
    batch.add(first);
    int count = first.arrivals.size();
    long size = first.size;
    while (count < MOST_ROWS && size < MOST_BYTES) {
      Waiting next = queue.poll();
      if (next == null) {
        break;
      }
      batch.add(next);
      count += next.arrivals.size();
      size += next.size;
    }
    return batch;
  }

  /** Writes what waits, then stops. */
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
