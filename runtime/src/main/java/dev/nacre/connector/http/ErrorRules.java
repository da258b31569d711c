package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.http.HttpConnector.Errors;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressException;
import dev.nacre.security.egress.EgressResponse;
import dev.nacre.security.signing.Outgoing;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells answers that mean yes from those that mean no, later, or perhaps. */
final class ErrorRules {
  private static final Pattern SECONDS = Pattern.compile("\\d{1,6}");
  private static final int EXCERPT = 300;

  private ErrorRules() {}

  /** There was no answer at all. */
  static OperationFailedException failure(EgressException e) {
    Outlook outlook =
        !e.reason().retryable()
            ? Outlook.NEVER
            : e.reason().sent() ? Outlook.UNSURE : Outlook.LATER;
    var failure = new OperationFailedException(outlook, 0, e.problems().getFirst());
    failure.initCause(e);
    return failure;
  }

  /**
   * Checks an answer.
   *
   * @param body null when it is no JSON
   * @throws OperationFailedException when it means no
   */
  static void check(
      @Nullable Errors rules, EgressResponse answer, @Nullable JsonNode body, Instant now) {
    if (rules != null && body != null) {
      checkBody(rules, answer, body, now);
    }
    int status = answer.status();
    if (status >= 200 && status < 300) {
      return;
    }
    Outlook outlook =
        switch (status) {
          case 408, 425, 429, 503 -> Outlook.LATER;
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
        retryAfter(answer.headers().get("Retry-After"), now),
        Problem.at("", code, answer.uri().getHost(), status, excerpt(answer.body())));
  }

  private static void checkBody(Errors rules, EgressResponse answer, JsonNode body, Instant now) {
    String code = text(body, rules.code());
    if (code == null || (rules.ok() != null && rules.ok().contains(code))) {
      return;
    }
    String detail = text(body, rules.detail());
    String message = text(body, rules.message());
    boolean passes = listed(rules.retry(), code) || listed(rules.retry(), detail);
    Duration wait = seconds(text(body, rules.waitSeconds()));
    throw new OperationFailedException(
        passes ? Outlook.LATER : Outlook.NEVER,
        answer.status(),
        passes
            ? (wait != null ? wait : retryAfter(answer.headers().get("Retry-After"), now))
            : null,
        Problem.at(
            "",
            passes ? "partner_says_later" : "partner_says_no",
            answer.uri().getHost(),
            detail == null || detail.isBlank() ? code : code + " " + detail,
            message == null ? "" : message));
  }

  private static boolean listed(@Nullable List<String> codes, @Nullable String code) {
    if (codes == null || code == null) {
      return false;
    }
    return codes.stream()
        .anyMatch(
            c ->
                c.endsWith("*") ? code.startsWith(c.substring(0, c.length() - 1)) : c.equals(code));
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

  private static @Nullable Duration retryAfter(@Nullable String header, Instant now) {
    if (header == null) {
      return null;
    }
    try {
      return Duration.ofSeconds(Math.min(86_400, Long.parseLong(header.strip())));
    } catch (NumberFormatException e) {
      try {
        Instant then =
            ZonedDateTime.parse(header.strip(), DateTimeFormatter.RFC_1123_DATE_TIME).toInstant();
        Duration wait = Duration.between(now, then);
        return wait.isNegative() ? Duration.ZERO : wait;
      } catch (DateTimeException ignored) {
        return null;
      }
    }
  }

  private static String excerpt(byte[] body) {
    String text = new String(body, java.nio.charset.StandardCharsets.UTF_8).strip();
    return text.length() > EXCERPT ? text.substring(0, EXCERPT) + "…" : text;
  }
}
