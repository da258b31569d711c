package dev.nacre.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Payload;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.PushKind.Delivery;
import dev.nacre.connector.PushKind.Request;
import dev.nacre.connector.Receipt;
import dev.nacre.connector.webhook.WebhookConnector.Answer;
import dev.nacre.connector.webhook.WebhookConnector.Settings;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes one request apart into payloads. */
final class Unpacking {
  private static final Set<String> NEVER_KEPT =
      Set.of("authorization", "proxy-authorization", "cookie", "host", "connection");
  private static final int MOST_HEADERS = 50;

  private final Settings settings;
  private final Request request;
  private final Map<String, String> headers;

  Unpacking(Settings settings, Request request) {
    this.settings = settings;
    this.request = request;
    this.headers = kept();
  }

  Delivery deliver() {
    var findings = new ArrayList<Finding>();
    JsonNode tree = Payloads.read(request.body(), findings);
    if (tree == null) {
      // signed, so the sender meant it: somebody will want to see it
      List<Payload> dead = List.of(Payload.broken(request.body(), headers, findings));
      return new Delivery(dead, receipt(1), findings.stream().map(Finding::problem).toList());
    }
    List<Payload> payloads = split(tree);
    return new Delivery(payloads, receipt(payloads.size()), List.of());
  }

  private List<Payload> split(JsonNode tree) {
    if (settings.split() == null) {
      return List.of(Payload.of(request.body(), tree, headers));
    }
    JsonNode part = tree.at(JsonPointer.compile(settings.split()));
    if (part.isMissingNode() || part.isNull()) {
      List<Finding> why = List.of(Finding.of("split_missing", settings.split()));
      return List.of(Payload.broken(request.body(), headers, why));
    }
    var payloads = new ArrayList<Payload>();
    // some senders write one element without an array around it
    for (JsonNode element : part.isArray() ? part : List.of(part)) {
      payloads.add(Payload.of(element, headers));
    }
    return payloads;
  }

  private Map<String, String> kept() {
    var kept = new TreeMap<String, String>();
    request
        .headers()
        .forEach(
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

  private Receipt receipt(int received) {
    Answer answer = settings.answer();
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
