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
    String user = request.getPrincipal();
    Optional<Identities.Known> believed = identities.believed(user);
    if (believed.isPresent()) {
      return Uni.createFrom().item(SecurityIdentities.of(believed.get().identity()));
    }
    return context.runBlocking(
        () ->
            identities
                .find(user)
                .map(SecurityIdentities::of)
                .orElseThrow(AuthenticationFailedException::new));
  }
}
