package dev.nacre.security;

import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * Where people's accounts are kept: here, or at an OpenID provider such as Keycloak. Never both.
 */
@Singleton
public final class SignInMode {
  private final Optional<String> provider;
  private final String client;

  SignInMode(Config config) {
    provider = config.getOptionalValue("nacre.oidc.issuer", String.class);
    client = config.getOptionalValue("nacre.oidc.client", String.class).orElse("");
  }

  /** The issuer's address; empty when accounts are local. */
  public Optional<String> provider() {
    return provider;
  }

  /** Whether people sign in here, with a password. */
  public boolean local() {
    return provider.isEmpty();
  }

  /** What Nacre is called at the provider; empty when accounts are local. */
  String client() {
    return client;
  }
}
