package dev.nacre.connector;

import dev.nacre.event.Arrival;
import dev.nacre.event.Inbox;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Takes requests to connectors in: has them checked, appends to the inbox, answers. */
@Singleton
public final class WebhookEngine {
  /** Larger bodies are refused, in bytes. */
  public static final int LARGEST = 8 << 20;

  private final ConnectorRegistry connectors;
  private final Inbox inbox;
  private final InstantSource clock;

  /** An engine over those parts. */
  public WebhookEngine(ConnectorRegistry connectors, Inbox inbox, InstantSource clock) {
    this.connectors = connectors;
    this.inbox = inbox;
    this.clock = clock;
  }

  /**
   * Takes a request in; the answer comes once everything in it is durable.
   *
   * @param app an app id, or {@code id@test}
   * @param headers by name, in any case
   * @param body as it came; not to be changed any more
   * @return fails with {@link RefusedException} when a body was kept as a dead letter, but is no
   *     JSON
   * @throws NotFoundException when the app has no such webhook
   * @throws RefusedException when it isn't the sender, or the body is too large
   * @throws dev.nacre.event.BusyException when too much is waiting already
   */
  public CompletionStage<Receipt> receiveAsync(
      String app, String connector, Map<String, String> headers, byte[] body) {
    Connector known = connectors.find(app, connector).orElse(null);
    if (known == null || !(known.kind() instanceof PushKind<?> kind)) {
      throw new NotFoundException(Problem.at("", "webhook_unknown", connector, app));
    }
    if (body.length > LARGEST) {
      throw new RefusedException(
          413, List.of(Problem.at("", "webhook_too_large", body.length, LARGEST)));
    }
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    var request = new PushKind.Request(app, byName, body, clock.instant());
    PushKind.Delivery delivery = receive(kind, known, request);
    List<Arrival> arrivals =
        delivery.payloads().stream().map(p -> known.arrival(app, p, Optional.empty())).toList();
    return inbox
        .append(arrivals)
        .thenApply(
            ids -> {
              if (!delivery.unreadable().isEmpty()) {
                throw new RefusedException(400, delivery.unreadable());
              }
              return delivery.receipt();
            });
  }

  private static <S extends Record> PushKind.Delivery receive(
      PushKind<S> kind, Connector connector, PushKind.Request request) {
    return kind.receive(kind.settings().cast(connector.settings()), request);
  }

  /** The same, waiting for the answer. */
  public Receipt receive(String app, String connector, Map<String, String> headers, byte[] body) {
    CompletableFuture<Receipt> answer =
        receiveAsync(app, connector, headers, body).toCompletableFuture();
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
