package dev.nacre.security;

import org.jspecify.annotations.Nullable;

/**
 * Where somebody is reached outside Nacre.
 *
 * @param email null when it isn't known
 * @param phone null when it isn't known
 */
public record Contact(@Nullable String email, @Nullable String phone) {
  /** A way to reach people. */
  public enum Way {
    EMAIL,
    PHONE
  }

  /** Their address on that way; null when it isn't known. */
  public @Nullable String on(Way way) {
    return switch (way) {
      case EMAIL -> email;
      case PHONE -> phone;
    };
  }
}
