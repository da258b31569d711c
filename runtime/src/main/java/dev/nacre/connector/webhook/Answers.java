package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.connector.Receipt;
import dev.nacre.connector.RefusedException;
import dev.nacre.connector.webhook.WebhookConnector.Answer;
import dev.nacre.connector.webhook.WebhookConnector.Refusal;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What senders hear, in the words that they want. */
final class Answers {
  /** What an answer may name beside the request. */
  static final List<String> RECEIVED = List.of("received");

  /** The same of the answer to a challenge. */
  static final List<String> CHALLENGED = List.of("challenge");

  /** The same of a refusal. */
  static final List<String> REFUSED = List.of("status", "code", "message");

  private static final String JSON = "application/json";

  private Answers() {}

  static Receipt received(
      @Nullable Answer answer, int count, Incoming incoming, @Nullable JsonNode tree) {
    int status = answer == null || answer.status() == null ? 202 : answer.status();
    String type = answer == null || answer.contentType() == null ? JSON : answer.contentType();
    JsonNode body = answer == null ? null : answer.body();
    if (body == null) {
      return new Receipt(status, type, "{\"received\":" + count + "}");
    }
    var template = new AnswerTemplate(incoming, tree, Map.of("received", IntNode.valueOf(count)));
    return new Receipt(status, type, written(body, template));
  }

  static Receipt challenged(
      @Nullable Answer answer, String challenge, Incoming incoming, @Nullable JsonNode tree) {
    JsonNode body =
        answer == null || answer.body() == null ? TextNode.valueOf("{challenge}") : answer.body();
    String said = answer == null ? null : answer.contentType();
    String type = said != null ? said : body.isTextual() ? "text/plain" : JSON;
    int status = answer == null || answer.status() == null ? 200 : answer.status();
    var values = Map.<String, JsonNode>of("challenge", TextNode.valueOf(challenge));
    return new Receipt(status, type, written(body, new AnswerTemplate(incoming, tree, values)));
  }

  static Receipt refused(Refusal refusal, RefusedException why) {
    int status = refusal.status() == null ? why.status() : refusal.status();
    String type = refusal.contentType() == null ? JSON : refusal.contentType();
    Problem first = why.problems().getFirst();
    Map<String, JsonNode> values =
        Map.of(
            "status", IntNode.valueOf(why.status()),
            "code", TextNode.valueOf(first.code()),
            "message", TextNode.valueOf(first.message(Locale.ENGLISH)));
    return new Receipt(
        status, type, written(refusal.body(), new AnswerTemplate(null, null, values)));
  }

  private static String written(JsonNode body, AnswerTemplate template) {
    return body.isTextual() ? template.text(body.textValue()) : Json.write(template.fill(body));
  }
}
