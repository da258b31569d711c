package dev.nacre.event.kafka;

import dev.nacre.event.Arrival;
import dev.nacre.event.LedgerWriter;
import dev.nacre.event.TransportProvider;
import dev.nacre.event.kafka.ArrivalRecord.Taken;
import dev.nacre.event.kafka.KafkaOffsets.MovedException;
import dev.nacre.storage.StorageException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jboss.logging.Logger;

/**
 * Writes what Kafka held into the ledger, and how far that goes in the same transaction: what comes
 * again afterwards isn't written again, and what wasn't written does come again.
 */
final class LedgerKeeper {
  private static final Logger LOG = Logger.getLogger(LedgerKeeper.class);

  /** Dead letters that nobody can be told of are for those who look. */
  private final LedgerWriter quiet = new LedgerWriter(List.of());

  private final TransportProvider.Parts parts;

  LedgerKeeper(TransportProvider.Parts parts) {
    this.parts = parts;
  }

  /**
   * Keeps them, in order. What the database refuses for what it is becomes a dead letter and holds
   * up nobody.
   *
   * @param next where each partition goes on; moved along with each commit
   * @throws MovedException when another node has gone on with one of the partitions
   * @throws StorageException when it must be tried again later
   */
  void keep(String topic, List<Taken> taken, Map<Integer, Long> next) {
    try {
      write(topic, taken, next, parts.ledger());
    } catch (MovedException e) {
      throw e;
    } catch (RuntimeException e) {
      if (e instanceof StorageException storage && mayPass(storage)) {
        throw e;
      }
      if (taken.size() > 1) {
        int half = taken.size() / 2;
        keep(topic, taken.subList(0, half), next);
        keep(topic, taken.subList(half, taken.size()), next);
      } else {
        Taken one = taken.getFirst();
        LOG.errorf(
            e,
            "a payload from partition %s, offset %s, is kept as a dead letter",
            one.partition(),
            one.offset());
        String why = e instanceof StorageException s ? s.sqlState() : e.getClass().getSimpleName();
        write(topic, List.of(one.unfit(why)), next, quiet);
      }
    }
  }

  /** Only what is wrong with the values themselves is wrong forever. */
  private static boolean mayPass(StorageException e) {
    return !(e.sqlState().startsWith("22")
        || e.sqlState().startsWith("23")
        || e.sqlState().startsWith("54"));
  }

  private void write(String topic, List<Taken> taken, Map<Integer, Long> next, LedgerWriter into) {
    var till = new HashMap<Integer, Long>();
    taken.forEach(t -> till.put(t.partition(), t.next()));
    List<Arrival> arrivals = taken.stream().map(Taken::arrival).toList();
    List<Instant> at = taken.stream().map(Taken::at).toList();
    parts
        .database()
        .inNewTransaction(
            connection -> {
              KafkaOffsets.advance(connection, topic, next, till);
              return into.write(connection, arrivals, at);
            });
    next.putAll(till);
    parts.arrived().run();
  }

  /** Notes that there was nothing more up to there. */
  void skip(String topic, Map<Integer, Long> till, Map<Integer, Long> next) {
    parts
        .database()
        .inNewTransaction(
            connection -> {
              KafkaOffsets.advance(connection, topic, next, till);
              return till;
            });
    next.putAll(till);
  }

  /**
   * Where partitions go on; those that aren't known begin at their beginning.
   *
   * @param first the oldest that Kafka still has
   * @param end where Kafka ends
   */
  Map<Integer, Long> places(String topic, Map<Integer, Long> first, Map<Integer, Long> end) {
    return parts
        .database()
        .inNewTransaction(
            connection -> {
              KafkaOffsets.begin(connection, topic, first);
              Map<Integer, Long> known = KafkaOffsets.all(connection, topic);
              known.keySet().retainAll(first.keySet());
              var moved = new HashMap<Integer, Long>();
              known.forEach(
                  (partition, next) -> {
                    long there =
                        Math.clamp(
                            next,
                            first.get(partition),
                            Math.max(first.get(partition), end.get(partition)));
                    if (there != next) {
                      LOG.errorf(
                          "Kafka no longer has what partition %s should go on with: at %s, not %s",
                          partition, there, next);
                      moved.put(partition, there);
                    }
                  });
              if (!moved.isEmpty()) {
                KafkaOffsets.advance(connection, topic, known, moved);
                known.putAll(moved);
              }
              return known;
            });
  }

  /** Where all partitions are, whoever has them. */
  Map<Integer, Long> all(String topic) {
    return parts.database().inNewTransaction(connection -> KafkaOffsets.all(connection, topic));
  }
}
