package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.PullOperation;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.connector.http.HttpConnector.WindowSettings;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.Egress;
import dev.nacre.security.egress.EgressException;
import dev.nacre.security.egress.EgressRequest;
import dev.nacre.security.egress.EgressResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/** One HTTP call, ready to be made, once or page by page. */
final class HttpOperation implements PullOperation {
  private static final Duration SPAN = Duration.ofDays(1);

  private final Egress egress;
  private final Settings settings;
  private final RequestPlan request;
  private final PagingPlan paging;

  HttpOperation(Egress egress, Settings settings, RequestPlan request, PagingPlan paging) {
    this.egress = egress;
    this.settings = settings;
    this.request = request;
    this.paging = paging;
  }

  @Override
  public OperationResult call(Call call, JsonNode input) {
    JsonNode seen = paging.input(input, Window.ALL, null, call.zone());
    return send(call, seen);
  }

  private OperationResult send(Call call, JsonNode input) {
    EgressRequest filled = request.fill(call.stamped(), input);
    byte[] sent = filled.body();
    call.trace()
        .sent(
            filled.method(),
            filled.uri().toString(),
            filled.headers(),
            sent == null ? "" : new String(sent, StandardCharsets.UTF_8));
    try {
      EgressResponse answer = egress.send(filled);
      call.trace()
          .received(
              answer.status(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
      JsonNode body = tree(answer);
      ErrorRules.check(settings.errors(), answer, body, call.scope().now());
      return new OperationResult(
          answer.status(),
          body != null
              ? body
              : answer.body().length == 0
                  ? NullNode.instance
                  : TextNode.valueOf(new String(answer.body(), StandardCharsets.UTF_8)));
    } catch (EgressException e) {
      throw ErrorRules.failure(e);
    }
  }

  private static @Nullable JsonNode tree(EgressResponse answer) {
    return answer.body().length == 0 ? null : Payloads.read(answer.body(), new ArrayList<>());
  }

  @Override
  public Pace pace() {
    WindowSettings window = paging.window();
    return new Pace(
        window != null,
        window == null || window.span() == null ? SPAN : window.span(),
        window == null || window.lag() == null ? Duration.ZERO : window.lag(),
        request.tries(),
        request.pause());
  }

  @Override
  public Page page(Call call, Window window, @Nullable String cursor, JsonNode input) {
    JsonNode seen = paging.input(input, window, cursor, call.zone());
    OperationResult result = send(call, seen);
    if (!result.body().isContainerNode()) {
      throw new OperationFailedException(
          Outlook.LATER,
          result.status(),
          Problem.at("", "partner_no_json", settings.baseUrl(), result.body().asText()));
    }
    return paging.page(result.body(), cursor);
  }
}
