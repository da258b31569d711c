package dev.nacre.event;

import dev.nacre.event.OutboxQueue.Result;
import dev.nacre.event.OutboxQueue.Source;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import io.quarkus.arc.All;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jboss.logging.Logger;

/**
 * Sends what stands in the outbox. Each connector is worked by itself, so that a slow partner holds
 * up nobody else; no transaction is open while something is sent.
 */
@Singleton
public final class OutboxEngine implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(OutboxEngine.class);

  /** So many of one connector are sent at the same time. */
  private static final int BATCH = 16;

  private static final Duration LONGEST = Duration.ofSeconds(60);
  private static final Duration LONGEST_REST = Duration.ofMinutes(15);

  private final Database database;
  private final OutboxQueue queue;
  private final OutboxSender sender;
  private final Map<String, InHouse> inHouse;
  private final List<OutboxListener> listeners;
  private final InstantSource clock;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final Set<Source> busy = ConcurrentHashMap.newKeySet();

  /** An engine over those parts. */
  @Inject
  public OutboxEngine(
      Database database,
      OutboxQueue queue,
      OutboxSender sender,
      @All List<InHouse> inHouse,
      @All List<OutboxListener> listeners,
      InstantSource clock) {
    this.inHouse = inHouse.stream().collect(Collectors.toMap(InHouse::id, one -> one));
    this.database = database;
    this.queue = queue;
    this.sender = sender;
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /** Sends what is due, and returns once it is settled; gives how many attempts were made. */
  public int work() {
    List<Future<Integer>> rounds =
        queue.sources().stream().map(source -> threads.submit(() -> round(source))).toList();
    int all = 0;
    for (Future<Integer> round : rounds) {
      try {
        all += round.get();
      } catch (ExecutionException e) {
        throw e.getCause() instanceof RuntimeException cause
            ? cause
            : new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return all;
      }
    }
    return all;
  }

  /** Begins to send what is due of connectors that aren't being worked, and doesn't wait. */
  void begin() {
    for (Source source : queue.sources()) {
      if (busy.add(source)) {
        threads.execute(
            () -> {
              try {
                while (round(source) > 0) {
                  // goes on
                }
              } catch (RuntimeException e) {
                LOG.warnf(
                    e, "%s of %s can't be sent through just now", source.connector(), source.app());
              } finally {
                busy.remove(source);
              }
            });
      }
    }
  }

  private int round(Source source) {
    List<OutboxTurn> turns =
        queue.take(source, BATCH, sender.limits(source.app(), source.connector()));
    List<Future<Sending>> sendings =
        turns.stream().map(turn -> threads.submit(() -> send(turn))).toList();
    Instant end = Instant.now().plus(LONGEST);
    for (int i = 0; i < turns.size(); i++) {
      settle(source, turns.get(i), await(turns.get(i), sendings.get(i), end));
    }
    return turns.size();
  }

  private Sending send(OutboxTurn turn) {
    InHouse own = inHouse.get(turn.connector());
    return own == null ? sender.send(turn) : own.send(turn);
  }

  private static Sending await(OutboxTurn turn, Future<Sending> sending, Instant end) {
    try {
      long left = Math.max(1, Duration.between(Instant.now(), end).toMillis());
      return sending.get(left, TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      sending.cancel(true);
      return Sending.again("outbox_timeout", LONGEST.toSeconds());
    } catch (ExecutionException e) {
      LOG.warnf(e.getCause(), "outbox entry %d failed", turn.id());
      return e.getCause() instanceof NacreException known && !known.problems().isEmpty()
          ? new Sending.Again(known.problems().getFirst(), null)
          : Sending.again("outbox_broke", e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Sending.again("outbox_broke", e);
    }
  }

  private void settle(Source source, OutboxTurn turn, Sending sending) {
    try {
      database.inNewTransaction(
          connection -> {
            Result result = result(source, turn, sending);
            if (queue.settle(turn, result)) {
              tell(turn, sending, result);
            }
            return turn.id();
          });
    } catch (StorageException e) {
      // the lease runs out, and it is sent again with the same idempotency key
      LOG.warnf(e, "what became of outbox entry %d could not be noted", turn.id());
    }
  }

  private Result result(Source source, OutboxTurn turn, Sending sending) {
    Instant now = clock.instant();
    return switch (sending) {
      case Sending.Sent sent -> new Result.Sent(OutboxQueue.kept(sent.answer()));
      case Sending.Refused refused -> new Result.Dead(refused.why());
      case Sending.Throttled throttled -> {
        Instant until = now.plus(throttled.rest());
        queue.pause(source, until);
        yield new Result.Later(until, throttled.why(), false);
      }
      case Sending.Again again when turn.attempt() >= turn.tries() ->
          new Result.Dead(List.of(again.why()));
      case Sending.Again again -> {
        Duration rest = again.after() != null ? again.after() : rest(turn.attempt());
        yield new Result.Later(now.plus(rest), again.why(), true);
      }
    };
  }

  private void tell(OutboxTurn turn, Sending sending, Result result) {
    for (OutboxListener listener : listeners) {
      if (sending instanceof Sending.Sent sent) {
        listener.sent(turn, sent.answer());
      } else if (result instanceof Result.Dead(List<Problem> why)) {
        listener.dead(turn, why);
      }
    }
  }

  /**
   * 1, 4, 16, 64, 256 s, then a quarter of an hour; a fifth more or less, so that many don't come
   * at once.
   */
  static Duration rest(int attempt) {
    long seconds = attempt > 5 ? LONGEST_REST.toSeconds() : 1L << (2 * (attempt - 1));
    double jitter = 0.8 + 0.4 * ThreadLocalRandom.current().nextDouble();
    return Duration.ofMillis(Math.round(seconds * 1000 * jitter));
  }

  @Override
  @PreDestroy
  public void close() {
    threads.shutdownNow();
  }
}
