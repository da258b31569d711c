package dev.nacre.security;

import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;

/** Wraps our identity for Quarkus. */
final class SecurityIdentities {
  private SecurityIdentities() {}

  static SecurityIdentity of(Credentials.Proven proven) {
    return of(new SignedIn(proven.identity(), proven.stamp()));
  }

  static SecurityIdentity of(Identity identity) {
    return of(new SignedIn(identity, ""));
  }

  private static SecurityIdentity of(SignedIn signedIn) {
    Identity identity = signedIn.identity();
    var builder = QuarkusSecurityIdentity.builder().setPrincipal(signedIn);
    if (identity.administrator()) {
      builder.addRole("administrator");
    }
    return builder.build();
  }
}
