package dev.nacre.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Connector;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.webhook.WebhookConnector.Answer;
import dev.nacre.connector.webhook.WebhookConnector.Settings;
import dev.nacre.event.Arrival;
import dev.nacre.event.Finding;
import dev.nacre.event.Inbox;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.SecretStore;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Takes requests to webhook connectors in: checks, appends to the inbox, answers. */
@Singleton
public final class WebhookEngine {
  /** Larger bodies are refused, in bytes. */
  public static final int LARGEST = 8 << 20;

  private static final Set<String> NEVER_KEPT =
      Set.of("authorization", "proxy-authorization", "cookie", "host", "connection");
  private static final int MOST_HEADERS = 50;

  private final ConnectorRegistry connectors;
  private final KnownSecrets secrets;
  private final Inbox inbox;
  private final InstantSource clock;

  /** An engine over those parts. */
  public WebhookEngine(
      ConnectorRegistry connectors, SecretStore secrets, Inbox inbox, InstantSource clock) {
    this.connectors = connectors;
    this.secrets = new KnownSecrets(secrets, clock);
    this.inbox = inbox;
    this.clock = clock;
  }

  /**
   * Takes a request in; the answer comes once everything in it is durable.
   *
   * @param app an app id, or {@code id@test}
   * @param headers by name, in any case
   * @param body as it came; not to be changed any more
   * @throws NotFoundException when the app has no such webhook
   * @throws RefusedException when it isn't the sender, or the body is too large or no JSON; a body
   *     that is signed and no JSON is kept as a dead letter all the same
   * @throws dev.nacre.event.BusyException when too much is waiting already
   */
  public CompletionStage<Receipt> receiveAsync(
      String app, String connector, Map<String, String> headers, byte[] body) {
    Connector known = connectors.find(app, connector).orElse(null);
    Settings settings = known == null ? null : known.settings(Settings.class).orElse(null);
    if (known == null || settings == null) {
      throw new NotFoundException(Problem.at("", "webhook_unknown", connector, app));
    }
    if (body.length > LARGEST) {
      throw new RefusedException(
          413, List.of(Problem.at("", "webhook_too_large", body.length, LARGEST)));
    }
    var byName = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
    byName.putAll(headers);
    String secret = secrets.reveal(app, settings.signature().secret().secret());
    SignatureCheck.check(settings.signature(), secret, byName, body, clock.instant());

    var findings = new ArrayList<Finding>();
    JsonNode payload = Payloads.read(body, findings);
    Map<String, String> kept = kept(settings, byName);
    if (payload == null) {
      var dead = new Arrival(app, connector, null, body, kept, null, findings);
      return inbox.append(List.of(dead)).thenApply(ids -> unreadable(findings));
    }
    List<Arrival> arrivals = split(app, known, settings, payload, body, kept);
    return inbox.append(arrivals).thenApply(ids -> answer(settings.answer(), ids.size()));
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

  private static Receipt unreadable(List<Finding> findings) {
    throw new RefusedException(400, findings.stream().map(Finding::problem).toList());
  }

  private static Map<String, String> kept(Settings settings, Map<String, String> headers) {
    var kept = new TreeMap<String, String>();
    headers.forEach(
        (name, value) -> {
          String lower = name.toLowerCase(Locale.ROOT);
          boolean secret =
              settings.signature().type() == WebhookConnector.Type.TOKEN
                  && name.equalsIgnoreCase(settings.signature().header());
          if (!secret && !NEVER_KEPT.contains(lower) && kept.size() < MOST_HEADERS) {
            kept.put(lower, value);
          }
        });
    return kept;
  }

  private static List<Arrival> split(
      String app,
      Connector connector,
      Settings settings,
      JsonNode payload,
      byte[] body,
      Map<String, String> headers) {
    if (settings.split() == null) {
      return List.of(Arrival.of(app, connector.id(), connector.key(payload), body, headers));
    }
    JsonNode part = payload.at(JsonPointer.compile(settings.split()));
    if (part.isMissingNode() || part.isNull()) {
      Finding why = Finding.of("split_missing", settings.split());
      return List.of(new Arrival(app, connector.id(), null, body, headers, null, List.of(why)));
    }
    var arrivals = new ArrayList<Arrival>();
    // some senders write one element without an array around it
    for (JsonNode element : part.isArray() ? part : List.of(part)) {
      arrivals.add(
          Arrival.of(app, connector.id(), connector.key(element), bytes(element), headers));
    }
    return arrivals;
  }

  private static byte[] bytes(JsonNode element) {
    try {
      return Json.MAPPER.writeValueAsBytes(element);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  private static Receipt answer(@org.jspecify.annotations.Nullable Answer answer, int received) {
    int status = answer == null || answer.status() == null ? 202 : answer.status();
    String type =
        answer == null || answer.contentType() == null ? "application/json" : answer.contentType();
    JsonNode body = answer == null ? null : answer.body();
    if (body == null) {
      return new Receipt(status, type, "{\"received\":" + received + "}");
    }
    return new Receipt(status, type, body.isTextual() ? body.textValue() : Json.write(body));
  }
}
