package dev.nacre.event;

import dev.nacre.storage.Database;
import io.quarkus.arc.All;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Takes payloads in: what it says it kept is committed. Many callers share one transaction (group
 * commit): while one batch is being written to disk the next gathers, so that throughput grows with
 * the load and nobody waits longer than for two commits.
 */
@Singleton
public final class Inbox implements AutoCloseable {
  private final InboxWriter writer;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  private static final Bounds USUAL = new Bounds(20_000, 64L << 20);

  /**
   * An inbox with the usual bounds: 20,000 payloads or 64 MiB waiting to be written.
   *
   * @param told of what is dead on arrival
   */
  @Inject
  public Inbox(Database database, InstantSource clock, @All List<InboxListener> told) {
    this(database, clock, USUAL, told);
  }

  /** An inbox with the usual bounds that tells nobody. */
  public Inbox(Database database, InstantSource clock) {
    this(database, clock, USUAL);
  }

  /** An inbox with those bounds that tells nobody. */
  public Inbox(Database database, InstantSource clock, Bounds bounds) {
    this(database, clock, bounds, List.of());
  }

  private Inbox(Database database, InstantSource clock, Bounds bounds, List<InboxListener> told) {
    this.writer = new InboxWriter(database, clock, bounds, List.copyOf(told), this::ring);
  }

  /** How much may wait to be written before senders are asked to slow down. */
  public record Bounds(int payloads, long bytes) {}

  /**
   * Appends payloads, all or none, in this order.
   *
   * @return their ids, once committed; fails with {@link dev.nacre.storage.StorageException} when
   *     nothing was kept
   * @throws BusyException when too much is waiting already; nothing was kept
   */
  public CompletionStage<List<Long>> append(List<Arrival> arrivals) {
    return arrivals.isEmpty()
        ? CompletableFuture.completedStage(List.of())
        : writer.offer(List.copyOf(arrivals));
  }

  /** The same, waiting for the commit. */
  public List<Long> appendAndWait(List<Arrival> arrivals) {
    try {
      return append(arrivals).toCompletableFuture().join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  /** Has that called after each commit that brought something; it must be quick. */
  public void listen(Runnable listener) {
    listeners.add(listener);
  }

  /** Tells the listeners that there is work: something came in or was sent through again. */
  void ring() {
    listeners.forEach(Runnable::run);
  }

  /** Writes what is waiting, then stops. */
  @Override
  @PreDestroy
  public void close() {
    writer.close();
  }

  /** Payloads waiting to be written, for measuring. */
  public int waiting() {
    return writer.waiting();
  }

  /** How many rows and how many transactions were written so far, for measuring. */
  public Written written() {
    return writer.written();
  }

  /** What was written since the start. */
  public record Written(long payloads, long commits, @Nullable RuntimeException lastFailure) {}
}
