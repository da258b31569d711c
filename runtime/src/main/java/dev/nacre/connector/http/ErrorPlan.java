package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.http.HttpConnector.Errors;
import dev.nacre.connector.http.HttpConnector.Meaning;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressResponse;
import dev.nacre.security.signing.Outgoing;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells answers that mean yes from those that mean no, later, less, or perhaps. */
record ErrorPlan(@Nullable Errors errors, List<ErrorRule> rules) {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final int EXCERPT = 300;

  static ErrorPlan of(@Nullable Errors errors, Preparation preparation) {
    var rules = new ArrayList<ErrorRule>();
    for (int i = 0; errors != null && errors.rules() != null && i < errors.rules().size(); i++) {
      ErrorRule rule =
          ErrorRule.of(errors.rules().get(i), "/settings/errors/rules/" + i, preparation);
      if (rule != null) {
        rules.add(rule);
      }
    }
    return new ErrorPlan(errors, List.copyOf(rules));
  }

  /**
   * Checks an answer.
   *
   * @param body unpacked; null when it is no JSON
   * @return whether it says that there is nothing, and that this is fine
   * @throws OperationFailedException when it means no
   */
  boolean nothing(Call call, EgressResponse answer, @Nullable JsonNode body) {
    var said = new Said(answer, body == null ? null : codes(body));
    for (ErrorRule rule : rules) {
      if (rule.holds(call, answer.status(), said.codes(), body)) {
        return meaning(rule, call, said, body);
      }
    }
    checkBody(call.scope().now(), said, body);
    checkStatus(call.scope().now(), answer);
    return false;
  }

  /** Whether an answer means that the token isn't good any more. */
  boolean stale(Call call, EgressResponse answer, @Nullable JsonNode body) {
    var said = new Said(answer, body == null ? null : codes(body));
    return rules.stream()
        .filter(rule -> rule.holds(call, answer.status(), said.codes(), body))
        .findFirst()
        .map(rule -> rule.is() == Meaning.RENEW)
        .orElse(answer.status() == 401);
  }

  /**
   * What came.
   *
   * @param codes code and finer code; null without a body
   */
  private record Said(EgressResponse answer, @Nullable List<String> codes) {}

  private List<String> codes(JsonNode body) {
    var all = new ArrayList<String>();
    for (String pointer :
        errors == null ? new String[0] : new String[] {errors.code(), errors.detail()}) {
      String code = text(body, pointer);
      if (code != null && !code.isBlank()) {
        all.add(code);
      }
    }
    return all;
  }

  private boolean meaning(ErrorRule rule, Call call, Said said, @Nullable JsonNode body) {
    Instant now = call.scope().now();
    Outlook outlook =
        switch (rule.is()) {
          case OK, NOTHING -> null;
          case LATER -> Outlook.LATER;
          case THROTTLE -> Outlook.THROTTLED;
          case UNSURE -> Outlook.UNSURE;
          case NEVER, RENEW -> Outlook.NEVER;
        };
    if (outlook == null) {
      return rule.is() == Meaning.NOTHING;
    }
    Duration wait = rule.rest(now, call.zone());
    throw said(outlook, wait == null ? asked(said.answer(), body, now) : wait, said, body);
  }

  private void checkBody(Instant now, Said said, @Nullable JsonNode body) {
    String code = errors == null || body == null ? null : text(body, errors.code());
    if (errors == null
        || body == null
        || code == null
        || (errors.ok() != null && errors.ok().contains(code))) {
      return;
    }
    boolean passes = said.codes() != null && ErrorRule.listed(errors.retry(), said.codes());
    // who says how long to stay away means all of us, not that one call
    boolean throttles = passes && seconds(text(body, errors.waitSeconds())) != null;
    throw said(
        throttles ? Outlook.THROTTLED : passes ? Outlook.LATER : Outlook.NEVER,
        passes ? asked(said.answer(), body, now) : null,
        said,
        body);
  }

  private OperationFailedException said(
      Outlook outlook, @Nullable Duration wait, Said said, @Nullable JsonNode body) {
    String message = body == null || errors == null ? null : text(body, errors.message());
    String code =
        said.codes() == null || said.codes().isEmpty()
            ? "HTTP " + said.answer().status()
            : String.join(" ", said.codes());
    return new OperationFailedException(
        outlook,
        said.answer().status(),
        wait,
        Problem.at(
            "",
            switch (outlook) {
              case LATER, THROTTLED -> "partner_says_later";
              case NEVER -> "partner_says_no";
              case UNSURE -> "partner_says_perhaps";
            },
            said.answer().uri().getHost(),
            code,
            message == null ? "" : message));
  }

  private static void checkStatus(Instant now, EgressResponse answer) {
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return;
    }
    Outlook outlook =
        switch (status) {
          case 429 -> Outlook.THROTTLED;
          case 408, 425, 503 -> Outlook.LATER;
          case 500, 502, 504 -> Outlook.UNSURE;
          default -> status >= 500 ? Outlook.UNSURE : Outlook.NEVER;
        };
    String code =
        status == 429
            ? "partner_busy"
            : status == 401 || status == 403 ? "partner_refuses" : "partner_status";
    throw new OperationFailedException(
        outlook,
        status,
        RetryAfter.of(answer, now),
        Problem.at("", code, answer.uri().getHost(), status, excerpt(answer.body())));
  }

  private @Nullable Duration asked(EgressResponse answer, @Nullable JsonNode body, Instant now) {
    Duration said =
        body == null || errors == null ? null : seconds(text(body, errors.waitSeconds()));
    return said == null ? RetryAfter.of(answer, now) : said;
  }

  private static @Nullable String text(JsonNode body, @Nullable String pointer) {
    JsonNode at = pointer == null ? null : body.at(pointer);
    return at == null || at.isMissingNode() || at.isNull() ? null : Outgoing.text(at);
  }

  private static @Nullable Duration seconds(@Nullable String text) {
    Matcher matcher = text == null ? null : SECONDS.matcher(text);
    return matcher != null && matcher.find()
        ? Duration.ofSeconds(Long.parseLong(matcher.group()))
        : null;
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8).strip();
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }
}
