package dev.nacre.connector;

import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxListener;
import dev.nacre.event.InboxQueue;
import dev.nacre.event.InboxQueue.Source;
import dev.nacre.event.InboxRound;
import dev.nacre.event.Settlement;
import dev.nacre.event.Turn;
import dev.nacre.metadata.NacreException;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import io.quarkus.arc.All;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jboss.logging.Logger;

/**
 * Turns inbox entries into records. The records and the entries' new state are one transaction, so
 * that a payload that came once or many times takes effect exactly once.
 */
@Singleton
public final class IngestEngine {
  /** After so many tries for reasons that might have passed, an entry is dead. */
  static final int TRIES = 6;

  private static final Logger LOG = Logger.getLogger(IngestEngine.class);

  private final Database database;
  private final InboxQueue queue;
  private final InboxRound round;
  private final ConnectorRegistry connectors;
  private final IngestBatch.Writer writer;
  private final List<InboxListener> listeners;
  private final InstantSource clock;

  /**
   * An engine over those parts.
   *
   * @param taker takes payloads beside the mappings
   * @param listeners told of what was settled
   */
  @Inject
  public IngestEngine(
      Database database,
      InboxQueue queue,
      ConnectorRegistry connectors,
      dev.nacre.record.RecordEngine records,
      PayloadTaker taker,
      @All List<InboxListener> listeners,
      InstantSource clock) {
    this.database = database;
    this.queue = queue;
    this.round = new InboxRound(queue);
    this.connectors = connectors;
    this.writer = new IngestBatch.Writer(database, records, taker);
    this.listeners = List.copyOf(listeners);
    this.clock = clock;
  }

  /** One that makes records of payloads, and nothing else. */
  public IngestEngine(
      Database database,
      InboxQueue queue,
      ConnectorRegistry connectors,
      dev.nacre.record.RecordEngine records,
      InstantSource clock) {
    this(database, queue, connectors, records, PayloadTaker.NONE, List.of(), clock);
  }

  /**
   * Works the entries of the connector whose turn it is. Several threads may do so at once, each
   * for another connector.
   *
   * @param limit at most so many, and what has to be done before them
   * @return how many were settled; 0 means that nothing is due, or others work it
   * @throws StorageException when the database can't be reached; nothing is lost
   */
  public int work(int limit) {
    var nothing = new HashSet<Source>();
    Optional<Source> source = round.next(nothing);
    while (source.isPresent()) {
      int settled = 0;
      boolean more;
      try {
        settled = work(source.get(), limit);
      } finally {
        more = round.back(source.get());
      }
      if (settled > 0) {
        return settled;
      }
      if (!more) {
        nothing.add(source.get());
      }
      source = round.next(nothing);
    }
    return 0;
  }

  private int work(Source source, int limit) {
    Map<Long, Settlement> decided = new HashMap<>();
    var taken = new ArrayList<Long>();
    // again only after an entry was found that wrote one record and failed on another
    for (int round = 0; round < 4; round++) {
      taken.clear();
      try {
        return database.inNewTransaction(
            connection -> {
              List<Turn> turns = queue.take(source, limit);
              turns.forEach(turn -> taken.add(turn.id()));
              work(turns, decided);
              return turns.size();
            });
      } catch (HalfWrittenException e) {
        e.settlements().forEach(settlement -> decided.put(settlement.id(), settlement));
      } catch (StorageException e) {
        if (e.retryable()) {
          throw e;
        }
        LOG.debugf(e, "one of %d inbox entries failed; each by itself now", taken.size());
        break;
      } catch (RuntimeException e) {
        LOG.debugf(e, "one of %d inbox entries failed; each by itself now", taken.size());
        break;
      }
    }
    taken.forEach(this::alone);
    return taken.size();
  }

  private void work(List<Turn> turns, Map<Long, Settlement> decided) {
    var groups = new LinkedHashMap<List<String>, List<Turn>>();
    for (Turn turn : turns) {
      groups
          .computeIfAbsent(List.of(turn.app(), turn.connector()), k -> new ArrayList<>())
          .add(turn);
    }
    var settlements = new ArrayList<Settlement>();
    groups.forEach(
        (source, group) -> {
          Connector connector = connectors.find(source.get(0), source.get(1)).orElse(null);
          if (connector == null) {
            // a version without it may be served for a moment only
            Finding why = Finding.of("connector_unknown", source.get(1), source.get(0));
            group.forEach(turn -> settlements.add(failed(turn, why)));
          } else {
            settlements.addAll(writer.write(connector, group, decided));
          }
        });
    settle(turns, settlements);
  }

  private void settle(List<Turn> turns, List<Settlement> settlements) {
    queue.settle(settlements);
    var byId = new HashMap<Long, Turn>();
    turns.forEach(turn -> byId.put(turn.id(), turn));
    List<InboxListener.Settled> settled =
        settlements.stream()
            .filter(settlement -> settlement.state() != EntryState.RECEIVED)
            .map(
                settlement ->
                    InboxListener.Settled.of(
                        Objects.requireNonNull(byId.get(settlement.id())), settlement))
            .toList();
    if (!settled.isEmpty()) {
      listeners.forEach(listener -> listener.settled(settled));
    }
  }

  /** An entry that makes its whole batch fail must not keep the others from their effect. */
  private void alone(long id) {
    try {
      database.inNewTransaction(
          connection -> {
            queue.take(id).ifPresent(turn -> work(List.of(turn), Map.of()));
            return id;
          });
    } catch (HalfWrittenException e) {
      database.inNewTransaction(
          connection -> {
            queue.take(id).ifPresent(turn -> settle(List.of(turn), e.settlements()));
            return id;
          });
    } catch (RuntimeException e) {
      if (e instanceof StorageException storage && storage.retryable()) {
        throw e;
      }
      LOG.warnf(e, "inbox entry %d failed", id);
      database.inNewTransaction(
          connection -> {
            queue
                .take(id)
                .ifPresent(turn -> settle(List.of(turn), List.of(failed(turn, finding(e)))));
            return id;
          });
    }
  }

  private static Finding finding(RuntimeException e) {
    return e instanceof NacreException known && !known.problems().isEmpty()
        ? new Finding(null, null, known.problems().getFirst())
        : Finding.of("ingest_failed", e.toString());
  }

  /** Tries again in 1, 4, 16, 64 and 256 s; then somebody must look. */
  private Settlement failed(Turn turn, Finding why) {
    int tries = turn.attempts() + 1;
    return tries >= TRIES
        ? Settlement.dead(turn.id(), null, List.of(why))
        : Settlement.again(
            turn.id(),
            clock.instant().plus(Duration.ofSeconds(1L << (2 * turn.attempts()))),
            List.of(why));
  }
}
