package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.Consent;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Encoded;
import java.time.Instant;

/**
 * The leave that a service gives on a page of its own.
 *
 * @param url the page, without parameters
 */
record HttpConsent(String url, Parameters query, TokenSource source) implements Consent {
  @Override
  public boolean given(String app, String connector, Instant now) {
    return source.had(app, connector, now);
  }

  @Override
  public String page(Call call, Ask ask) {
    ObjectNode input =
        Json.MAPPER
            .createObjectNode()
            .put("redirect", ask.redirect())
            .put("state", ask.state())
            .put("challenge", ask.challenge());
    return url + "?" + Encoded.url(query.fill(call, input));
  }

  @Override
  public void take(Call call, Answer answer) {
    ObjectNode given =
        Json.MAPPER
            .createObjectNode()
            .put("code", answer.code())
            .put("redirect", answer.redirect())
            .put("verifier", answer.verifier());
    call.trace().hide(answer.code());
    source.first(call, given);
  }
}
