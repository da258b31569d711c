package dev.nacre.event.kafka;

import dev.nacre.event.BusyException;
import dev.nacre.event.UncertainException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Puts batches into Kafka, each as one transaction: acknowledged by all replicas, whole or not. */
final class KafkaSender implements AutoCloseable {
  static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Whose answer doesn't come within this is told that it can't be kept. */
  private static final int PATIENCE_MILLIS = 10_000;

  /** What a node that died leaves open holds up its readers so long. */
  private static final int TRANSACTION_MILLIS = 15_000;

  private static final int BUFFER = 128 << 20;

  private final KafkaSettings settings;

  /** Of this process: whoever opens it again ends what its predecessor left open. */
  private final String id = "nacre-" + UUID.randomUUID();

  private volatile @Nullable Open open;
  private volatile @Nullable String trouble = "not connected yet";

  private record Open(KafkaProducer<byte[], byte[]> producer, KafkaTopic topic) {}

  KafkaSender(KafkaSettings settings) {
    this.settings = settings;
  }

  /** Why it can't send; null when it can. */
  @Nullable String trouble() {
    return trouble;
  }

  /** The largest record that the topic takes; 0 while it isn't known. */
  int largest() {
    Open now = open;
    return now == null ? 0 : now.topic.largest();
  }

  boolean ready() {
    return open != null;
  }

  /**
   * Connects; takes a while when nobody is there.
   *
   * @throws KafkaException when it can't
   */
  void connect() {
    try {
      KafkaTopic topic = KafkaTopic.find(settings);
      var producer =
          new KafkaProducer<>(
              properties(topic), new ByteArraySerializer(), new ByteArraySerializer());
      try {
        producer.initTransactions();
      } catch (RuntimeException e) {
        producer.close(Duration.ZERO);
        throw e;
      }
      open = new Open(producer, topic);
      trouble = null;
    } catch (RuntimeException e) {
      trouble = String.valueOf(e.getMessage());
      throw e;
    }
  }

  private Map<String, Object> properties(KafkaTopic topic) {
    var all = settings.common();
    all.put("transactional.id", id);
    all.put("acks", "all");
    all.put("enable.idempotence", true);
    all.put("transaction.timeout.ms", TRANSACTION_MILLIS);
    all.put("delivery.timeout.ms", PATIENCE_MILLIS);
    all.put("max.block.ms", PATIENCE_MILLIS);
    all.put("max.request.size", topic.largest());
    all.put("buffer.memory", BUFFER);
    all.putIfAbsent("batch.size", 128 << 10);
    // a batch was gathered already
    all.put("linger.ms", 0);
    return all;
  }

  /**
   * Sends, in order; durable when it returns.
   *
   * @throws BusyException when nothing was kept
   * @throws UncertainException when nobody knows
   */
  void send(List<ProducerRecord<byte[], byte[]>> records) {
    Open now = open;
    if (now == null) {
      throw BusyException.away(RETRY_AFTER);
    }
    boolean committing = false;
    try {
      now.producer.beginTransaction();
      var sent = new ArrayList<Future<RecordMetadata>>(records.size());
      for (ProducerRecord<byte[], byte[]> one : records) {
        sent.add(now.producer.send(one));
      }
      now.producer.flush();
      for (Future<RecordMetadata> one : sent) {
        one.get();
      }
      committing = true;
      now.producer.commitTransaction();
    } catch (KafkaException | IllegalStateException | ExecutionException e) {
      drop(now, e);
      throw committing ? new UncertainException(e) : BusyException.away(RETRY_AFTER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      drop(now, e);
      throw BusyException.away(RETRY_AFTER);
    }
  }

  /** Who comes next begins anew, and thereby ends what is open: kept if it said so, else undone. */
  private void drop(Open failed, Exception why) {
    trouble = String.valueOf(why.getMessage());
    open = null;
    failed.producer.close(Duration.ZERO);
  }

  @Override
  public void close() {
    Open now = open;
    if (now != null) {
      open = null;
      now.producer.close(Duration.ofSeconds(2));
    }
  }
}
