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

/**
 * Takes payloads in: what it says it kept is durable. Many callers share one transaction (group
 * commit): while one batch is being written to disk the next gathers, so that throughput grows with
 * the load and nobody waits longer than for two commits. By which way they come to the ledger is
 * the {@link Transport}'s to know.
 */
@Singleton
public final class Inbox implements AutoCloseable {
  /** 20,000 payloads or 64 MiB waiting to be made durable. */
  private static final Bounds USUAL = new Bounds(20_000, 64L << 20);

  private final Transport transport;
  private final List<Runnable> listeners = new CopyOnWriteArrayList<>();

  /**
   * An inbox by the transport that is configured, else straight into PostgreSQL.
   *
   * @param told of what is dead on arrival
   */
  @Inject
  public Inbox(
      Database database,
      InstantSource clock,
      @All List<InboxListener> told,
      @All List<TransportProvider> providers) {
    this(database, clock, USUAL, told, providers);
  }

  /** An inbox in PostgreSQL that tells those of what is dead on arrival. */
  public Inbox(Database database, InstantSource clock, List<InboxListener> told) {
    this(database, clock, USUAL, told, List.of());
  }

  /** An inbox in PostgreSQL that tells nobody. */
  public Inbox(Database database, InstantSource clock) {
    this(database, clock, USUAL);
  }

  /** An inbox in PostgreSQL with those bounds that tells nobody. */
  public Inbox(Database database, InstantSource clock, Bounds bounds) {
    this(database, clock, bounds, List.of(), List.of());
  }

  /** An inbox of those parts. */
  public Inbox(
      Database database,
      InstantSource clock,
      Bounds bounds,
      List<InboxListener> told,
      List<TransportProvider> providers) {
    var parts =
        new TransportProvider.Parts(database, clock, new LedgerWriter(told), bounds, this::ring);
    this.transport =
        providers.stream()
            .flatMap(provider -> provider.open(parts).stream())
            .findFirst()
            .orElseGet(() -> new PostgresTransport(parts));
  }

  /** How much may wait to be written before senders are asked to slow down. */
  public record Bounds(int payloads, long bytes) {}

  /**
   * Appends payloads, all or none, in this order.
   *
   * @return once durable: their ids as far as they have one already, as {@link Transport#append}
   *     says; fails with {@link dev.nacre.metadata.NacreException} when nothing was kept, or with
   *     {@link UncertainException}
   * @throws BusyException when too much is waiting already, or nothing can be taken just now;
   *     nothing was kept
   * @throws TooLargeException when one of them is too large; nothing was kept
   */
  public CompletionStage<List<Long>> append(List<Arrival> arrivals) {
    return arrivals.isEmpty()
        ? CompletableFuture.completedStage(List.of())
        : transport.append(List.copyOf(arrivals));
  }

  /** The same, waiting for it. */
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

  /** Makes durable what is waiting, then stops. */
  @Override
  @PreDestroy
  public void close() {
    transport.close();
  }

  /** How what takes payloads in is, for measuring and for whoever asks whether it works. */
  public Transport.Standing standing() {
    return transport.standing();
  }
}
