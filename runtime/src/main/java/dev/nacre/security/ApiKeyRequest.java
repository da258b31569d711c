package dev.nacre.security;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/** Asks to sign in with an API key, {@code nk_…}. */
public final class ApiKeyRequest extends BaseAuthenticationRequest {
  /** What every key begins with. */
  public static final String PREFIX = "nk_";

  private final String key;

  /** A request with that key, prefix included. */
  public ApiKeyRequest(String key) {
    this.key = key;
  }

  String key() {
    return key;
  }
}
