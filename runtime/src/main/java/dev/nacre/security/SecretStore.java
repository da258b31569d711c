package dev.nacre.security;

import java.util.Optional;

/** Keeps what connectors must know and nobody may read: write-only for people, by app and name. */
public interface SecretStore {
  /**
   * The secret in clear, for the moment that it is used; never log or keep it.
   *
   * @param app an app id, or {@code id@test}
   */
  Optional<String> reveal(String app, String name);

  /** Whether there is such a secret. */
  default boolean isSet(String app, String name) {
    return reveal(app, name).isPresent();
  }
}
