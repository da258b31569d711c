package dev.nacre.connector.webhook;

import dev.nacre.connector.webhook.WebhookConnector.Answer;
import dev.nacre.security.signing.Signature.Place;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request by which a sender makes sure that the address is ours: it wants to hear a value of its
 * own again. Nothing of it is kept.
 *
 * @param method how it asks; null means GET with a value in the query, POST otherwise
 * @param in where the value is; null means the query
 * @param name what the value is called there; in the body also a pointer
 * @param when texts beside it, by their names or pointers: only who has all of them asks for that
 * @param signature how it is proven; null means like everything else
 * @param unsigned whether it needs no proof, for senders that give none
 * @param answer null means the value as plain text
 */
public record Challenge(
    @Nullable Method method,
    @Nullable Place in,
    @NotEmpty String name,
    @Nullable Map<String, String> when,
    @Nullable Proof signature,
    @Nullable Boolean unsigned,
    @Nullable Answer answer) {

  /** How somebody asks. */
  public enum Method {
    GET,
    POST
  }

  Place place() {
    return in == null ? Place.QUERY : in;
  }

  Method asked() {
    return method != null ? method : place() == Place.QUERY ? Method.GET : Method.POST;
  }

  boolean open() {
    return Boolean.TRUE.equals(unsigned);
  }
}
