package dev.nacre.event.kafka;

import dev.nacre.event.TransportProvider;
import dev.nacre.event.kafka.ArrivalRecord.Taken;
import dev.nacre.event.kafka.KafkaOffsets.MovedException;
import dev.nacre.storage.StorageException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerRebalanceListener;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.WakeupException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * The one thread of a node that takes payloads out of Kafka into the ledger, and that sees to it
 * that Kafka is there. Nodes share the partitions; where each goes on is in the database.
 */
final class KafkaIntake implements AutoCloseable, ConsumerRebalanceListener {
  private static final Logger LOG = Logger.getLogger(KafkaIntake.class);
  private static final Duration POLL = Duration.ofMillis(200);
  private static final Duration REST = Duration.ofSeconds(1);
  private static final Duration ASKING = Duration.ofSeconds(5);
  private static final long MEASURED_NANOS = REST.toNanos();
  private static final int MOST_ROWS = 2_000;
  private static final int MOST_BYTES = 8 << 20;
  private static final int SESSION_MILLIS = 10_000;

  private final KafkaSettings settings;
  private final KafkaSender sender;
  private final LedgerKeeper keeper;
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread thread;

  /** The rest is this thread's own. */
  private volatile @Nullable KafkaConsumer<byte[], byte[]> consumer;

  private volatile @Nullable String trouble;
  private volatile long lag;
  private @Nullable String told;
  private KafkaTopic topic = new KafkaTopic("", 0);
  private final Map<Integer, Long> next = new HashMap<>();
  private final Set<TopicPartition> unplaced = new HashSet<>();
  private @Nullable Map<Integer, Long> everywhere;
  private long measuredAt = System.nanoTime() - MEASURED_NANOS;

  KafkaIntake(KafkaSettings settings, TransportProvider.Parts parts, KafkaSender sender) {
    this.settings = settings;
    this.sender = sender;
    this.keeper = new LedgerKeeper(parts);
    this.thread = Thread.ofPlatform().daemon().name("inbox-kafka-intake").unstarted(this::run);
  }

  void start() {
    thread.start();
  }

  /** Payloads that Kafka has and the ledger doesn't, as of about a second ago. */
  long lag() {
    return lag;
  }

  /** Why nothing comes out of Kafka; null when it does. */
  @Nullable String trouble() {
    return trouble;
  }

  private boolean closing() {
    return closing.getCount() == 0;
  }

  private void run() {
    while (!closing()) {
      try {
        round();
        well();
      } catch (WakeupException e) {
        LOG.trace("woken to close");
      } catch (StorageException | MovedException e) {
        // Kafka is well: what couldn't be written comes again
        tell(e);
        unplaceAll();
        rest();
      } catch (RuntimeException e) {
        tell(e);
        drop();
        rest();
      }
    }
    drop();
  }

  private void round() {
    if (!sender.ready()) {
      sender.connect();
    }
    KafkaConsumer<byte[], byte[]> open = consumer;
    KafkaConsumer<byte[], byte[]> from = open == null ? open() : open;
    boolean due = System.nanoTime() - measuredAt >= MEASURED_NANOS;
    if (due) {
      // before anything that needs the database, since it also grows without
      count(from);
      measuredAt = System.nanoTime();
    }
    keep(from, from.poll(POLL));
    place(from);
    if (due) {
      note(from);
    }
  }

  private KafkaConsumer<byte[], byte[]> open() {
    topic = KafkaTopic.find(settings);
    var all = settings.common();
    all.putIfAbsent("group.id", settings.topic());
    all.putIfAbsent("session.timeout.ms", SESSION_MILLIS);
    all.putIfAbsent("heartbeat.interval.ms", SESSION_MILLIS / 4);
    all.put("isolation.level", "read_committed");
    all.put("enable.auto.commit", false);
    // where to go on is told before anything is fetched
    all.put("auto.offset.reset", "earliest");
    all.put("max.poll.records", MOST_ROWS);
    all.put("fetch.max.bytes", MOST_BYTES);
    all.put("max.partition.fetch.bytes", MOST_BYTES);
    var opened = new KafkaConsumer<>(all, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer = opened;
    opened.subscribe(List.of(settings.topic()), this);
    return opened;
  }

  private void drop() {
    KafkaConsumer<byte[], byte[]> open = consumer;
    consumer = null;
    next.clear();
    unplaced.clear();
    if (open != null) {
      try {
        open.close(CloseOptions.timeout(REST));
      } catch (RuntimeException e) {
        LOG.debug("its consumer didn't close well", e);
      }
    }
  }

  @Override
  public void onPartitionsAssigned(Collection<TopicPartition> partitions) {
    unplaced.addAll(partitions);
    Objects.requireNonNull(consumer).pause(partitions);
  }

  @Override
  public void onPartitionsRevoked(Collection<TopicPartition> partitions) {
    unplaced.removeAll(partitions);
    partitions.forEach(p -> next.remove(p.partition()));
  }

  /** Has every partition go on from where the database says. */
  private void unplaceAll() {
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      unplaced.addAll(open.assignment());
      open.pause(open.assignment());
      next.clear();
    }
  }

  private void place(KafkaConsumer<byte[], byte[]> from) {
    if (unplaced.isEmpty()) {
      return;
    }
    var partitions = Set.copyOf(unplaced);
    Map<Integer, Long> places =
        keeper.places(
            topic.id(),
            byPartition(from.beginningOffsets(partitions, ASKING)),
            byPartition(from.endOffsets(partitions, ASKING)));
    for (TopicPartition partition : partitions) {
      long place = Objects.requireNonNull(places.get(partition.partition()));
      from.seek(partition, place);
      next.put(partition.partition(), place);
    }
    from.resume(partitions);
    unplaced.removeAll(partitions);
  }

  private static Map<Integer, Long> byPartition(Map<TopicPartition, Long> offsets) {
    return offsets.entrySet().stream()
        .collect(Collectors.toMap(e -> e.getKey().partition(), Map.Entry::getValue));
  }

  private void keep(KafkaConsumer<byte[], byte[]> from, ConsumerRecords<byte[], byte[]> records) {
    var taken = new ArrayList<Taken>(records.count());
    for (TopicPartition partition : records.partitions()) {
      Long place = next.get(partition.partition());
      List<ConsumerRecord<byte[], byte[]>> all = records.records(partition);
      if (place == null || all.getFirst().offset() < place) {
        // Kafka went back by itself: the database knows better
        unplaced.add(partition);
        from.pause(List.of(partition));
        next.remove(partition.partition());
      } else {
        all.forEach(record -> taken.add(ArrivalRecord.read(record)));
      }
    }
    if (!taken.isEmpty()) {
      keeper.keep(topic.id(), taken, next);
    }
  }

  /** How far the ledger is behind, by what was last known of it. */
  private void count(KafkaConsumer<byte[], byte[]> from) {
    Map<Integer, Long> known = everywhere;
    if (known == null) {
      return;
    }
    Set<TopicPartition> partitions =
        from.partitionsFor(settings.topic(), ASKING).stream()
            .map(p -> new TopicPartition(p.topic(), p.partition()))
            .collect(Collectors.toSet());
    long behind = 0;
    for (Map.Entry<Integer, Long> end :
        byPartition(from.endOffsets(partitions, ASKING)).entrySet()) {
      int partition = end.getKey();
      long place = next.getOrDefault(partition, known.getOrDefault(partition, 0L));
      behind += Math.max(0, end.getValue() - place);
    }
    lag = behind;
  }

  /** Notes what are no payloads but the ends of transactions, and looks where other nodes are. */
  private void note(KafkaConsumer<byte[], byte[]> from) {
    var ahead = new HashMap<Integer, Long>();
    var places = new HashMap<TopicPartition, OffsetAndMetadata>();
    for (Map.Entry<Integer, Long> place : next.entrySet()) {
      var partition = new TopicPartition(settings.topic(), place.getKey());
      long position = from.position(partition, ASKING);
      if (position > place.getValue()) {
        ahead.put(place.getKey(), position);
      }
      places.put(partition, new OffsetAndMetadata(Math.max(position, place.getValue())));
    }
    if (!ahead.isEmpty()) {
      keeper.skip(topic.id(), ahead, next);
    }
    if (!places.isEmpty()) {
      // for those who look at the group with Kafka's own tools; nothing depends on it
      from.commitAsync(places, null);
    }
    everywhere = keeper.all(topic.id());
  }

  private void well() {
    trouble = null;
    if (told != null) {
      LOG.info("Kafka takes payloads in, and the ledger gets them");
      told = null;
    }
  }

  /** Says the same once. */
  private void tell(RuntimeException e) {
    String what = String.valueOf(e.getMessage());
    trouble = what;
    if (!what.equals(told)) {
      LOG.warn("payloads don't come through Kafka just now; trying again", e);
      told = what;
    }
  }

  private void rest() {
    try {
      var unused = closing.await(REST.toMillis(), TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      closing.countDown();
    }
  }

  /** What isn't in the ledger yet stays in Kafka. */
  @Override
  public void close() {
    closing.countDown();
    KafkaConsumer<byte[], byte[]> open = consumer;
    if (open != null) {
      open.wakeup();
    }
    try {
      thread.join(Duration.ofSeconds(15));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
