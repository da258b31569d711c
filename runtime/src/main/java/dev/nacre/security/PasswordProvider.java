package dev.nacre.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Signs in with name and password: HTTP Basic and the sign-in page. */
@Singleton
final class PasswordProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
  private final Credentials credentials;

  PasswordProvider(Credentials credentials) {
    this.credentials = credentials;
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    String user = request.getUsername();
    String password = new String(request.getPassword().getPassword());
    Optional<Identity> remembered = credentials.remembered(user, password);
    if (remembered.isPresent()) {
      return Uni.createFrom().item(SecurityIdentities.of(remembered.get()));
    }
    return context.runBlocking(
        () ->
            credentials
                .verify(user, password)
                .map(SecurityIdentities::of)
                .orElseThrow(AuthenticationFailedException::new));
  }
}
