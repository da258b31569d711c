package dev.nacre.security;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the tokens that services gave to connectors until they end. All nodes use the same one, and
 * one of them at a time gets the next: many services end the old token as soon as they give a new
 * one.
 */
public interface TokenStore {
  /**
   * Whose token it is.
   *
   * @param app an app id, or {@code id@test}
   * @param terms how it is asked for; one that was given on other terms is none
   */
  record Holder(String app, String connector, String terms) {}

  /**
   * A token, in clear; never log or keep it.
   *
   * @param renewal what the next one is had for; null when it is asked for like the first
   * @param endsAt when a new one is to be had; null when nobody knows
   */
  record Token(String value, @Nullable String renewal, @Nullable Instant endsAt) {
    @Override
    public String toString() {
      return "Token that ends " + endsAt;
    }
  }

  /** The last one that was given, ended or not. */
  Optional<Token> find(Holder holder);

  /**
   * Lets that owner get a new one, and nobody else for a while.
   *
   * @param hold after which others may; an owner that dies shall not block them for ever
   * @return false when somebody else is about it
   */
  boolean take(Holder holder, UUID owner, Duration hold);

  /** Keeps a new one, and lets go; does nothing when somebody else has taken over. */
  void give(Holder holder, UUID owner, Token token);

  /** Keeps none any more, and lets go; does nothing when somebody else has taken over. */
  void drop(Holder holder, UUID owner);

  /** Lets go without a new one. */
  void leave(Holder holder, UUID owner);
}
