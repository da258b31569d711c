package dev.nacre.security;

import java.security.Principal;

/** Carries an identity through the security context of Quarkus. */
public record SignedIn(Identity identity) implements Principal {
  @Override
  public String getName() {
    return identity.id();
  }
}
