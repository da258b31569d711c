package dev.nacre.connector;

import dev.nacre.metadata.Problem;
import java.time.Instant;
import java.util.List;
import java.util.SortedMap;

/**
 * A kind that others push to over HTTP.
 *
 * @param <S> its settings
 */
public interface PushKind<S extends Record> extends ConnectorKind<S> {
  /**
   * Checks who sent a request, and takes it apart.
   *
   * @throws RefusedException when nothing of it may be kept
   */
  Delivery receive(S settings, Request request);

  /**
   * A request.
   *
   * @param app as addressed: an app id, or {@code id@test}
   * @param headers by name, whatever its case
   * @param body as it came
   * @param now when it came
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(String app, SortedMap<String, String> headers, byte[] body, Instant now) {}

  /**
   * What a request brought.
   *
   * @param payloads what to keep
   * @param receipt what to answer once they are durable
   * @param unreadable when not empty, the sender is told so instead, once they are durable
   */
  record Delivery(List<Payload> payloads, Receipt receipt, List<Problem> unreadable) {}
}
