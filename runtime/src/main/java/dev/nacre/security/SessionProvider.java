package dev.nacre.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Knows again who signed in on the sign-in page, by the name in the encrypted cookie. */
@Singleton
final class SessionProvider implements IdentityProvider<TrustedAuthenticationRequest> {
  private final Identities identities;

  SessionProvider(Identities identities) {
    this.identities = identities;
  }

  @Override
  public Class<TrustedAuthenticationRequest> getRequestType() {
    return TrustedAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
    String name = request.getPrincipal();
    String user = SignedIn.user(name);
    Optional<Identities.Known> believed = identities.believed(user);
    return believed.isPresent()
        ? Uni.createFrom().item(() -> identity(believed, name))
        : context.runBlocking(() -> identity(identities.known(user), name));
  }

  /** The session lives as long as the password with which it began. */
  private static SecurityIdentity identity(Optional<Identities.Known> known, String name) {
    return known
        .map(Credentials.Proven::of)
        .map(SecurityIdentities::of)
        .filter(identity -> identity.getPrincipal().getName().equals(name))
        .orElseThrow(AuthenticationFailedException::new);
  }
}
