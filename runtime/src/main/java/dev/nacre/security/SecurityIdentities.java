package dev.nacre.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** Wraps our identity for Quarkus. */
final class SecurityIdentities {
  private SecurityIdentities() {}

  static SecurityIdentity of(Identity identity) {
    var builder = QuarkusSecurityIdentity.builder().setPrincipal(new SignedIn(identity));
    if (identity.administrator()) {
      builder.addRole("administrator");
    }
    return builder.build();
  }
}
