package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/** Looks into tokens that were refused, to say why; never to let anybody in. */
final class BearerTokens {
  private BearerTokens() {}

  /** Whether a token says of itself that its time is over. */
  static boolean ended(String token, InstantSource clock) {
    String[] parts = token.split("\\.", -1);
    if (parts.length != 3) {
      return false;
    }
    try {
      String text = new String(Base64.getUrlDecoder().decode(parts[1]), StandardCharsets.UTF_8);
      JsonNode claims = Json.read(text, new Problems());
      JsonNode end = claims == null ? null : claims.get("exp");
      return end != null
          && end.isNumber()
          && !clock.instant().isBefore(Instant.ofEpochSecond(end.longValue()));
    } catch (IllegalArgumentException | java.time.DateTimeException e) {
      return false;
    }
  }
}
