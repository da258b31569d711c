package dev.nacre.security;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;
import org.jspecify.annotations.Nullable;

/**
 * What a token of the provider says of a person or program.
 *
 * @param subject the issuer and its number for them, which never change
 * @param names what they could be called here, the best first
 * @param name shown to people
 * @param roles as the provider writes them
 * @param at when the token was issued
 */
record Vouched(String subject, List<String> names, String name, Set<String> roles, Instant at) {
  static Vouched of(JsonWebToken token, Set<String> roles) {
    var names = new ArrayList<String>();
    for (String claim : List.of("preferred_username", "email", "sub")) {
      String one = text(token, claim);
      if (one != null) {
        names.add(one);
      }
    }
    String name = text(token, "name");
    return new Vouched(
        token.getIssuer() + "|" + token.getSubject(),
        List.copyOf(names),
        name == null ? names.getFirst() : name,
        roles,
        Instant.ofEpochSecond(token.getIssuedAtTime()));
  }

  private static @Nullable String text(JsonWebToken token, String claim) {
    Object value = token.getClaim(claim);
    return value == null || value.toString().isBlank() ? null : value.toString();
  }
}
