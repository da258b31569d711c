package dev.nacre.connector.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Operation;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.Payloads;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressException;
import dev.nacre.security.egress.EgressRequest;
import dev.nacre.security.egress.EgressResponse;
import dev.nacre.security.signing.Encoded;
import dev.nacre.security.signing.Outgoing;
import dev.nacre.security.signing.Signer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Sends one message through a robot. */
record RobotCall(
    Egress egress, MessageConnector.Settings settings, Robot robot, Robot.Message message)
    implements Operation {

  @Override
  public OperationResult call(Call call, JsonNode input) {
    var writing = new Writing(input, settings.locale());
    if (writing.empty()) {
      throw failure(Outlook.NEVER, 0, null, "message_empty");
    }
    ObjectNode body = writing.body(message);
    String key = call.secret(settings.key().secret());
    Map<String, String> query = new LinkedHashMap<>();
    if (robot.query() != null) {
      robot.query().forEach((name, value) -> query.put(name, value.replace("{key}", key)));
    }
    String base =
        (settings.url() == null ? robot.url() : settings.url()).replace("{key}", Encoded.url(key));
    var request =
        new Outgoing(
            "POST", URI.create(base).getRawPath(), query, new TreeMap<>(), new TreeMap<>(), body);
    if (robot.sign() != null && settings.sign() != null) {
      new Signer(robot.sign(), call.secret(settings.sign().secret()))
          .sign(request, call.scope().now(), call.zone());
    }
    String address = query.isEmpty() ? base : base + "?" + Encoded.url(query);
    return send(call, address, Objects.requireNonNull(request.text()));
  }

  private OperationResult send(Call call, String address, String body) {
    call.trace().sent("POST", address, Map.of("Content-Type", "application/json"), body);
    EgressResponse answer;
    try {
      answer =
          egress.send(
              EgressRequest.json(
                  call.caller(), URI.create(address), body.getBytes(StandardCharsets.UTF_8)));
    } catch (EgressException e) {
      Outlook outlook =
          !e.reason().retryable()
              ? Outlook.NEVER
              : e.reason().sent() ? Outlook.UNSURE : Outlook.LATER;
      throw new OperationFailedException(outlook, 0, e.problems().getFirst());
    }
    call.trace()
        .received(
            answer.status(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
    return judge(answer);
  }

  private OperationResult judge(EgressResponse answer) {
    int status = answer.status();
    if (status < 200 || status >= 300) {
      Outlook outlook =
          status == 429 ? Outlook.THROTTLED : status >= 500 ? Outlook.LATER : Outlook.NEVER;
      throw failure(outlook, status, null, "robot_status", robot.id(), status);
    }
    JsonNode body = Payloads.read(answer.body(), new ArrayList<>());
    JsonNode code = body == null ? null : body.at(robot.answer().code());
    if (body == null || code == null || code.isMissingNode()) {
      throw failure(Outlook.UNSURE, status, null, "robot_no_answer", robot.id());
    }
    String said = code.asText();
    if (robot.answer().ok().contains(said)) {
      return new OperationResult(status, body);
    }
    String message = body.at(robot.answer().message()).asText("");
    String rest = robot.answer().slower().get(said);
    if (rest != null) {
      throw failure(
          Outlook.THROTTLED,
          status,
          Duration.parse(rest),
          "robot_too_fast",
          robot.id(),
          said,
          message);
    }
    Outlook outlook = robot.answer().later().contains(said) ? Outlook.LATER : Outlook.NEVER;
    throw failure(outlook, status, null, "robot_says_no", robot.id(), said, message);
  }

  private static OperationFailedException failure(
      Outlook outlook, int status, @Nullable Duration wait, String code, Object... args) {
    return new OperationFailedException(outlook, status, wait, Problem.at("", code, args));
  }
}
