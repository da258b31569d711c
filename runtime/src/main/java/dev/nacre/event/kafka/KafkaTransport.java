package dev.nacre.event.kafka;

import dev.nacre.event.Arrival;
import dev.nacre.event.BusyException;
import dev.nacre.event.Gathering;
import dev.nacre.event.Gathering.Waiting;
import dev.nacre.event.TooLargeException;
import dev.nacre.event.Transport;
import dev.nacre.event.TransportProvider;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * By way of Kafka: what it has acknowledged is answered, and comes to the ledger as fast as
 * PostgreSQL takes it.
 */
final class KafkaTransport implements Transport {
  private static final Duration LESS = Duration.ofSeconds(2);

  private final KafkaSettings settings;
  private final TransportProvider.Parts parts;
  private final KafkaSender sender;
  private final KafkaIntake intake;
  private final Gathering gathering;
  private final AtomicLong payloads = new AtomicLong();
  private final AtomicLong commits = new AtomicLong();

  /** Connects in the background. */
  KafkaTransport(KafkaSettings settings, TransportProvider.Parts parts) {
    this.settings = settings;
    this.parts = parts;
    this.sender = new KafkaSender(settings);
    this.intake = new KafkaIntake(settings, parts, sender);
    this.gathering = new Gathering("inbox-kafka-sender", parts.bounds(), this::write);
    intake.start();
  }

  @Override
  public CompletionStage<List<Long>> append(List<Arrival> arrivals) {
    if (!sender.ready()) {
      throw BusyException.away(KafkaSender.RETRY_AFTER);
    }
    if (intake.lag() + arrivals.size() > settings.most()) {
      throw BusyException.full(LESS);
    }
    int largest = sender.largest();
    Instant now = parts.clock().instant();
    for (Arrival arrival : arrivals) {
      long size = ArrivalRecord.size(ArrivalRecord.of(settings.topic(), arrival, now));
      if (largest > 0 && size > largest) {
        throw new TooLargeException(size, largest);
      }
    }
    return gathering.offer(arrivals);
  }

  private void write(List<Waiting> batch) {
    try {
      Instant now = parts.clock().instant();
      var records = new ArrayList<ProducerRecord<byte[], byte[]>>();
      for (Waiting waiting : batch) {
        for (Arrival arrival : waiting.arrivals()) {
          records.add(ArrivalRecord.of(settings.topic(), arrival, now));
        }
      }
      sender.send(records);
      payloads.addAndGet(records.size());
      commits.incrementAndGet();
    } catch (RuntimeException e) {
      batch.forEach(waiting -> waiting.failed(e));
      return;
    }
    batch.forEach(waiting -> waiting.kept(List.of()));
  }

  @Override
  public Standing standing() {
    String trouble = sender.trouble() == null ? intake.trouble() : sender.trouble();
    return new Standing(
        "kafka", trouble, gathering.waiting(), intake.lag(), payloads.get(), commits.get());
  }

  @Override
  public void close() {
    gathering.close();
    intake.close();
    sender.close();
  }
}
