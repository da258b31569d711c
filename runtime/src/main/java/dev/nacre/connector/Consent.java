package dev.nacre.connector;

import java.time.Instant;

/**
 * The leave that somebody gives at a service's own page, without which a connector can't use it.
 * Like the authorization code of RFC 6749 (4.1), with proof of who asked (RFC 7636).
 */
public interface Consent {
  /**
   * Whether it was given and, as far as anybody knows, still holds.
   *
   * @param app an app id, or {@code id@test}
   */
  boolean given(String app, String connector, Instant now);

  /** The address of the page where it is given. */
  String page(Call call, Ask ask);

  /**
   * Makes use of what the page gave.
   *
   * @throws OperationFailedException when the service takes it for nothing
   */
  void take(Call call, Answer answer);

  /**
   * What the page is told.
   *
   * @param redirect where it leads back to; the service knows this address beforehand
   * @param state comes back as it is
   * @param challenge the SHA-256 digest of what only we know, in base64url
   */
  record Ask(String redirect, String state, String challenge) {}

  /**
   * What came back, and what proves that it was us who asked.
   *
   * @param redirect the same as was asked with
   * @param verifier what the challenge was the digest of
   */
  record Answer(String code, String redirect, String verifier) {
    @Override
    public String toString() {
      return "Answer to " + redirect;
    }
  }
}
