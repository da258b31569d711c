package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.OperationResult;
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
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One HTTP call, ready to be made, once or page by page. */
final class HttpOperation implements PullOperation {
  private static final Duration SPAN = Duration.ofDays(1);

  private final Egress egress;
  private final Settings settings;
  private final RequestPlan request;
  private final AnswerPlan answers;
  private final PagingPlan paging;
  private final @Nullable Details details;
  private final @Nullable TokenSource tokens;

  HttpOperation(
      Egress egress,
      Settings settings,
      RequestPlan request,
      AnswerPlan answers,
      PagingPlan paging,
      @Nullable Details details,
      @Nullable TokenSource tokens) {
    this.egress = egress;
    this.settings = settings;
    this.request = request;
    this.answers = answers;
    this.paging = paging;
    this.details = details;
    this.tokens = tokens;
  }

  @Override
  public OperationResult call(Call call, JsonNode input) {
    JsonNode seen = paging.input(input, Window.ALL, null, call.zone());
    Answer answer = send(call, seen, null);
    return new OperationResult(answer.status(), answers.result(answer));
  }

  @Override
  public JsonNode ask(Call call, Window window, JsonNode input) {
    return answers.result(send(call, paging.input(input, window, null, call.zone()), null));
  }

  /** What it gives as a payload; null when the other side has nothing by that name any more. */
  JsonNode payload(Call call, JsonNode input) {
    Answer answer = send(call, paging.input(input, Window.ALL, null, call.zone()), null);
    JsonNode payload = answers.result(answer);
    if (payload.isNull() && !answer.nothing()) {
      throw new OperationFailedException(
          Outlook.NEVER, answer.status(), Problem.at("", "detail_empty", call.operation()));
    }
    return payload;
  }

  /** A token that was good when it was given may not be any more: that is found out by asking. */
  private Answer send(Call call, JsonNode input, @Nullable String link) {
    if (tokens == null) {
      return Objects.requireNonNull(send(call, input, link, null, false));
    }
    String token = tokens.current(call);
    Answer answer = send(call, input, link, token, true);
    return answer != null
        ? answer
        : Objects.requireNonNull(send(call, input, link, tokens.after(call, token), false));
  }

  /**
   * Sends it once.
   *
   * @param renews whether another token could help
   * @return null when another token is to be tried
   */
  private @Nullable Answer send(
      Call call, JsonNode input, @Nullable String link, @Nullable String token, boolean renews) {
    EgressRequest filled = request.fill(call.stamped(), input, link, token);
    byte[] sent = filled.body();
    call.trace()
        .sent(
            filled.method(),
            filled.uri().toString(),
            filled.headers(),
            sent == null ? "" : new String(sent, StandardCharsets.UTF_8));
    call.gate().pass();
    try {
      EgressResponse answer = egress.send(filled);
      call.trace()
          .received(
              answer.status(), answer.headers(), new String(answer.body(), StandardCharsets.UTF_8));
      JsonNode tree = answers.tree(answer);
      boolean stale = renews && answers.errors().stale(call, answer, tree);
      Answer read = stale ? null : answers.read(call, answer, tree);
      call.gate().went(true);
      return read;
    } catch (EgressException e) {
      OperationFailedException failure = unanswered(e);
      told(call, failure);
      throw failure;
    } catch (OperationFailedException e) {
      told(call, e);
      throw e;
    }
  }

  /** A refusal is an answer; and who says when to come again isn't broken. */
  private static void told(Call call, OperationFailedException failure) {
    boolean broken = failure.outlook() == Outlook.LATER || failure.outlook() == Outlook.UNSURE;
    if (broken || failure.status() > 0) {
      call.gate().went(!broken);
    }
  }

  /** There was no answer at all. */
  private static OperationFailedException unanswered(EgressException e) {
    Outlook outlook =
        !e.reason().retryable()
            ? Outlook.NEVER
            : e.reason().sent() ? Outlook.UNSURE : Outlook.LATER;
    var failure = new OperationFailedException(outlook, 0, e.problems().getFirst());
    failure.initCause(e);
    return failure;
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
    Answer answer = send(call, seen, paging.link(cursor));
    if (answer.nothing()) {
      return new Page(List.of(), null);
    }
    if (!answer.body().isContainerNode()) {
      throw new OperationFailedException(
          Outlook.LATER,
          answer.status(),
          Problem.at("", "partner_no_json", settings.baseUrl(), answer.body().asText()));
    }
    Page page = paging.page(answer, cursor);
    return details == null || page.items().isEmpty()
        ? page
        : new Page(details.fetch(call, page.items(), request), page.next());
  }
}
