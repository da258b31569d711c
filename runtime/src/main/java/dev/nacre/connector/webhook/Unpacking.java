package dev.nacre.connector.webhook;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Payload;
import dev.nacre.connector.PushKind.Delivery;
import dev.nacre.connector.PushKind.Request;
import dev.nacre.connector.Unpacked;
import dev.nacre.connector.webhook.WebhookConnector.Settings;
import dev.nacre.event.Finding;
import dev.nacre.event.HeaderNames;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Signature.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** Takes one request, of which is known who sent it, apart into payloads. */
final class Unpacking {
  private static final Set<String> NEVER_KEPT = Set.of("host", "connection");
  private static final int MOST_HEADERS = 50;

  private final Settings settings;
  private final Incoming incoming;
  private final Request request;
  private final Map<String, String> headers;

  Unpacking(Settings settings, Incoming incoming) {
    this.settings = settings;
    this.incoming = incoming;
    this.request = incoming.request();
    this.headers = kept();
  }

  /** What can't be read: signed, so the sender meant it, and somebody will want to see it. */
  Delivery broken(List<Finding> findings) {
    List<Payload> dead = List.of(Payload.broken(request.body(), headers, findings));
    return new Delivery(
        dead,
        Answers.received(settings.answer(), 1, incoming, null),
        findings.stream().map(Finding::problem).toList());
  }

  /** What the body says, decrypted. */
  Delivery deliver(JsonNode body) {
    JsonNode tree = withoutSecret(body);
    for (String text : settings.unpack() == null ? List.<String>of() : settings.unpack()) {
      tree = Unpacked.of(text).in(tree);
    }
    List<Payload> payloads = split(tree);
    return new Delivery(
        payloads, Answers.received(settings.answer(), payloads.size(), incoming, tree), List.of());
  }

  private List<Payload> split(JsonNode tree) {
    if (settings.split() == null) {
      return List.of(payload(tree));
    }
    JsonNode part = tree.at(JsonPointer.compile(settings.split()));
    if (part.isMissingNode() || part.isNull()) {
      List<Finding> why = List.of(Finding.of("split_missing", settings.split()));
      return List.of(Payload.broken(request.body(), headers, why));
    }
    var payloads = new ArrayList<Payload>();
    // some senders write one element without an array around it
    for (JsonNode element : part.isArray() ? part : List.of(part)) {
      payloads.add(payload(element));
    }
    return payloads;
  }

  private Payload payload(JsonNode tree) {
    if (settings.queryAs() != null) {
      return Payload.of(withQuery(tree, settings.queryAs()), headers);
    }
    return asItCame() ? Payload.of(request.body(), tree, headers) : Payload.of(tree, headers);
  }

  /** Whether the body is the one payload, to the byte. */
  private boolean asItCame() {
    return settings.content() != WebhookConnector.Content.FORM
        && settings.split() == null
        && settings.unpack() == null
        && settings.decrypt() == null
        && !secretInside();
  }

  private ObjectNode withQuery(JsonNode tree, String name) {
    ObjectNode all =
        tree instanceof ObjectNode own
            ? own.deepCopy()
            : Json.MAPPER.createObjectNode().set("payload", tree);
    ObjectNode query = all.putObject(name);
    request.query().forEach(query::put);
    if (settings.signature().place() == Place.QUERY) {
      query.remove(settings.signature().named());
    }
    return all;
  }

  private boolean secretInside() {
    Place place = settings.signature().place();
    return settings.signature().telling() && (place == Place.BODY || place == Place.FORM);
  }

  /** A secret that was sent as the proof isn't kept. */
  private JsonNode withoutSecret(JsonNode body) {
    if (!secretInside()) {
      return body;
    }
    String name = settings.signature().named();
    JsonPointer at = JsonPointer.compile(name.startsWith("/") ? name : "/" + Json.escape(name));
    JsonNode copy = body.deepCopy();
    if (copy.at(at.head()) instanceof ObjectNode parent) {
      parent.remove(at.last().getMatchingProperty());
    }
    return copy;
  }

  private Map<String, String> kept() {
    Proof proof = settings.signature();
    var kept = new TreeMap<String, String>();
    request
        .headers()
        .forEach(
            (name, value) -> {
              String lower = name.toLowerCase(Locale.ROOT);
              boolean secret =
                  proof.telling()
                      && proof.place() == Place.HEADER
                      && name.equalsIgnoreCase(proof.named());
              if (!secret
                  && !NEVER_KEPT.contains(lower)
                  && !HeaderNames.secret(lower)
                  && kept.size() < MOST_HEADERS) {
                kept.put(lower, value);
              }
            });
    return kept;
  }
}
