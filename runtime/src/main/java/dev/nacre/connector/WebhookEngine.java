package dev.nacre.connector;

import dev.nacre.event.Arrival;
import dev.nacre.event.Inbox;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;
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
   * @return fails with {@link RefusedException} when a body was kept as a dead letter, but can't be
   *     read
   * @throws NotFoundException when the app has no such webhook
   * @throws RefusedException when it isn't the sender, or the body is too large
   * @throws dev.nacre.event.BusyException when too much is waiting already
   */
  public CompletionStage<Receipt> receiveAsync(String app, String connector, Pushed pushed) {
    Connector known = connectors.find(app, connector).orElse(null);
    if (known == null || !(known.kind() instanceof PushKind<?> kind)) {
      throw new NotFoundException(Problem.at("", "webhook_unknown", connector, app));
    }
    return receive(kind, known, app, pushed);
  }

  private <S extends Record> CompletionStage<Receipt> receive(
      PushKind<S> kind, Connector connector, String app, Pushed pushed) {
    S settings = kind.settings().cast(connector.settings());
    PushKind.Delivery delivery;
    try {
      delivery = kind.receive(settings, request(connector, app, pushed));
    } catch (RefusedException e) {
      return CompletableFuture.completedStage(told(kind, settings, e));
    }
    List<Arrival> arrivals =
        delivery.payloads().stream().map(p -> connector.arrival(app, p, Optional.empty())).toList();
    return inbox
        .append(arrivals)
        .thenApply(
            ids ->
                delivery.unreadable().isEmpty()
                    ? delivery.receipt()
                    : told(kind, settings, new RefusedException(400, delivery.unreadable())));
  }

  private PushKind.Request request(Connector connector, String app, Pushed pushed) {
    byte[] body = pushed.body();
    if (body.length > LARGEST) {
      throw new RefusedException(
          413, List.of(Problem.at("", "webhook_too_large", body.length, LARGEST)));
    }
    var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    headers.putAll(pushed.headers());
    return new PushKind.Request(
        app,
        pushed.method(),
        pushed.path(),
        new TreeMap<>(pushed.query()),
        headers,
        body,
        connector.zone(),
        clock.instant());
  }

  private static <S extends Record> Receipt told(
      PushKind<S> kind, S settings, RefusedException why) {
    return kind.refusal(settings, why).orElseThrow(() -> why);
  }

  /** The same, waiting for the answer. */
  public Receipt receive(String app, String connector, Pushed pushed) {
    CompletableFuture<Receipt> answer = receiveAsync(app, connector, pushed).toCompletableFuture();
    try {
      return answer.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }
}
