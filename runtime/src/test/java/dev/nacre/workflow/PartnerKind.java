package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.CallKind;
import dev.nacre.connector.Operation;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.Preparation;
import dev.nacre.metadata.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A partner that takes what it is sent, or says what it is told to say. */
final class PartnerKind implements CallKind<PartnerKind.Settings, PartnerKind.Call> {
  private final Map<String, List<String>> got = new TreeMap<>();
  final List<String> keys = new ArrayList<>();
  volatile String mood = "ok";

  /** Answers in its place; null means that the mood does. */
  volatile @Nullable Operation instead;

  /** Nothing to set. */
  record Settings() {}

  /** Nothing to say. */
  record Call() {}

  @Override
  public String id() {
    return "partner";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public Class<Call> operation() {
    return Call.class;
  }

  @Override
  public Operation prepare(Settings settings, Call operation, Preparation preparation) {
    return (call, input) -> {
      Operation other = instead;
      return other == null ? answer(call, input) : other.call(call, input);
    };
  }

  /** A connector sends something. */
  synchronized void take(String connector, String what) {
    got.computeIfAbsent(connector, c -> new ArrayList<>()).add(what);
  }

  /** What came, connector by connector, since these send beside each other. */
  synchronized List<String> got() {
    return got.values().stream().flatMap(List::stream).toList();
  }

  private synchronized OperationResult answer(dev.nacre.connector.Call call, JsonNode input) {
    keys.add(String.valueOf(call.idempotencyKey()));
    JsonNode shown = input.deepCopy();
    if (shown.path("link").isTextual()) {
      String link = shown.path("link").textValue();
      ((ObjectNode) shown).put("link", link.substring(0, link.lastIndexOf('/')));
    }
    if (shown.path("content").isTextual()) {
      byte[] content = Base64.getDecoder().decode(shown.path("content").textValue());
      ((ObjectNode) shown).put("content", new String(content, 0, 5, StandardCharsets.US_ASCII));
    }
    take(call.connector(), call.operation() + " " + shown);
    return switch (mood) {
      case "ok" ->
          new OperationResult(
              200,
              JsonNodeFactory.instance
                  .objectNode()
                  .put("receipt", "P" + got().size())
                  .put("amount", 12.5));
      case "down" ->
          throw new OperationFailedException(
              Outlook.LATER, 503, Problem.at("", "partner_busy", "pay.example", 503, "down"));
      case "unsure" ->
          throw new OperationFailedException(
              Outlook.UNSURE, 0, Problem.at("", "egress_timeout", "pay.example", "PT30S"));
      default ->
          throw new OperationFailedException(
              Outlook.NEVER, 200, Problem.at("", "partner_says_no", "pay.example", "4", "no"));
    };
  }
}
