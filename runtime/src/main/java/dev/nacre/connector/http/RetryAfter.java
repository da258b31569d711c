package dev.nacre.connector.http;

import dev.nacre.security.egress.EgressResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The header by which a service says when to come again (RFC 9110). */
final class RetryAfter {
  private RetryAfter() {}

  /** How long to stay away; null when the answer doesn't say. */
  static @Nullable Duration of(EgressResponse answer, Instant now) {
    String header = answer.headers().get("Retry-After");
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
}
