package dev.nacre.security;

import java.security.Principal;

/**
 * Carries an identity through the security context of Quarkus.
 *
 * @param stamp of the password, for who signed in with one; empty for keys
 */
public record SignedIn(Identity identity, String stamp) implements Principal {
  /** Stands in no sign-in name. */
  private static final char BETWEEN = '#';

  /**
   * What the session cookie holds: the sign-in name and the stamp, so that a session ends when its
   * password does.
   */
  @Override
  public String getName() {
    return stamp.isEmpty() ? identity.id() : identity.id() + BETWEEN + stamp;
  }

  /** The sign-in name in a cookie's text. */
  static String user(String name) {
    int between = name.indexOf(BETWEEN);
    return between < 0 ? name : name.substring(0, between);
  }
}
