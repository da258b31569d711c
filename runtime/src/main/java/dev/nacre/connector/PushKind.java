package dev.nacre.connector;

import dev.nacre.metadata.Problem;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
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

  /** What the sender hears instead of the problems; empty when it hears these. */
  default Optional<Receipt> refusal(S settings, RefusedException why) {
    return Optional.empty();
  }

  /**
   * A request.
   *
   * @param app as addressed: an app id, or {@code id@test}
   * @param method {@code GET} or {@code POST}
   * @param path as it stands in the address
   * @param query the parameters of the address
   * @param headers by name, whatever its case
   * @param body as it came
   * @param zone of times that name none
   * @param now when it came
   */
  @SuppressWarnings("ArrayRecordComponent")
  record Request(
      String app,
      String method,
      String path,
      SortedMap<String, String> query,
      SortedMap<String, String> headers,
      byte[] body,
      ZoneId zone,
      Instant now) {}

  /**
   * What a request brought.
   *
   * @param payloads what to keep
   * @param receipt what to answer once they are durable
   * @param unreadable when not empty, the sender is told so instead, once they are durable
   */
  record Delivery(List<Payload> payloads, Receipt receipt, List<Problem> unreadable) {}
}
