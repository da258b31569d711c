package dev.nacre.event.kafka;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.Arrival;
import dev.nacre.event.Finding;
import dev.nacre.event.Findings;
import dev.nacre.metadata.Json;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.jspecify.annotations.Nullable;

/**
 * A payload as a record of Kafka: the body as it came is the value, all else are headers, and the
 * key is what order is kept by.
 */
final class ArrivalRecord {
  /** Where what belongs to no app is filed; no app has such an id. */
  static final String NO_APP = "?";

  private static final String APP = "nacre-app";
  private static final String CONNECTOR = "nacre-connector";
  private static final String KEY = "nacre-key";
  private static final String JOB = "nacre-job";
  private static final String AT = "nacre-at";
  private static final String HEADERS = "nacre-headers";
  private static final String FINDINGS = "nacre-findings";

  /** What Kafka adds to a record and to the batch around it, generously. */
  private static final int FRAME = 512;

  private ArrivalRecord() {}

  /**
   * Out of Kafka.
   *
   * @param next where to go on after it
   */
  record Taken(String topic, int partition, long offset, long next, Arrival arrival, Instant at) {
    /** The same, as a dead letter that the ledger can hold, whatever is wrong with it. */
    Taken unfit(@Nullable String why) {
      return new Taken(
          topic, partition, offset, next, dead(this, NO_APP, topic, arrival.body(), why), at);
    }
  }

  static ProducerRecord<byte[], byte[]> of(String topic, Arrival arrival, Instant at) {
    if (arrival.app().indexOf('\0') >= 0 || arrival.connector().indexOf('\0') >= 0) {
      throw new IllegalArgumentException("no such connector: " + arrival.connector());
    }
    byte @Nullable [] order =
        arrival.key() == null
            ? null
            : bytes(arrival.app() + "/" + arrival.connector() + "/" + arrival.key());
    var record = new ProducerRecord<>(topic, order, arrival.body());
    put(record, APP, arrival.app());
    put(record, CONNECTOR, arrival.connector());
    put(record, AT, at.toString());
    if (arrival.key() != null) {
      put(record, KEY, arrival.key());
    }
    if (arrival.job() != null) {
      put(record, JOB, arrival.job().toString());
    }
    if (!arrival.headers().isEmpty()) {
      ObjectNode headers = Json.MAPPER.createObjectNode();
      arrival.headers().forEach(headers::put);
      put(record, HEADERS, Json.write(headers));
    }
    if (!arrival.findings().isEmpty()) {
      put(record, FINDINGS, Findings.write(arrival.findings()));
    }
    return record;
  }

  /** So many bytes at most. */
  static long size(ProducerRecord<byte[], byte[]> record) {
    long size = (long) FRAME + record.value().length;
    size += record.key() == null ? 0 : record.key().length;
    for (Header header : record.headers()) {
      size += header.key().length() + header.value().length + 10;
    }
    return size;
  }

  private static void put(ProducerRecord<byte[], byte[]> record, String name, String value) {
    record.headers().add(name, bytes(value));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  /** What somebody else wrote, or can't be read for another reason, becomes a dead letter. */
  static Taken read(ConsumerRecord<byte[], byte[]> record) {
    byte[] body = record.value() == null ? new byte[0] : record.value();
    Instant moment = Instant.ofEpochMilli(Math.max(0, record.timestamp()));
    var bare = new Arrival(NO_APP, record.topic(), null, body, Map.of(), null, List.of());
    var taken =
        new Taken(
            record.topic(), record.partition(), record.offset(), record.offset() + 1, bare, moment);
    String app = null;
    String connector = null;
    try {
      app = text(record, APP);
      connector = text(record, CONNECTOR);
      if (app == null || connector == null) {
        return taken.unfit("it names no connector");
      }
      String at = text(record, AT);
      String job = text(record, JOB);
      String findings = text(record, FINDINGS);
      var arrival =
          new Arrival(
              app,
              connector,
              text(record, KEY),
              body,
              headers(text(record, HEADERS)),
              job == null ? null : UUID.fromString(job),
              Findings.read(findings));
      return new Taken(
          record.topic(),
          record.partition(),
          record.offset(),
          record.offset() + 1,
          arrival,
          at == null ? moment : Instant.parse(at));
    } catch (IllegalArgumentException
        | IllegalStateException
        | DateTimeException
        | JsonProcessingException
        | CharacterCodingException e) {
      Arrival dead =
          app == null || connector == null
              ? dead(taken, NO_APP, record.topic(), body, e.getMessage())
              : dead(taken, app, connector, body, e.getMessage());
      return new Taken(
          record.topic(), record.partition(), record.offset(), record.offset() + 1, dead, moment);
    }
  }

  private static Arrival dead(
      Taken taken, String app, String connector, byte[] body, @Nullable String why) {
    return new Arrival(
        app,
        connector,
        null,
        body,
        Map.of(),
        null,
        List.of(
            Finding.of(
                "transport_unreadable",
                taken.topic(),
                taken.partition(),
                taken.offset(),
                why == null ? "-" : why)));
  }

  private static @Nullable String text(ConsumerRecord<byte[], byte[]> record, String name)
      throws CharacterCodingException {
    Header header = record.headers().lastHeader(name);
    if (header == null || header.value() == null) {
      return null;
    }
    String text =
        StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(header.value())).toString();
    if (!name.equals(KEY) && !name.equals(HEADERS) && text.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(name + " has a character 0");
    }
    return text;
  }

  private static Map<String, String> headers(@Nullable String json) throws JsonProcessingException {
    var headers = new LinkedHashMap<String, String>();
    if (json != null) {
      for (Map.Entry<String, JsonNode> header : Json.MAPPER.readTree(json).properties()) {
        headers.put(header.getKey(), header.getValue().asText());
      }
    }
    return headers;
  }
}
