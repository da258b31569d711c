package dev.nacre.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.Optional;

/** Signs in with name and password: HTTP Basic and the sign-in page. */
@Singleton
final class PasswordProvider implements IdentityProvider<UsernamePasswordAuthenticationRequest> {
  private final Credentials credentials;
  private final Guesses guesses;
  private final SignInMode mode;

  PasswordProvider(Credentials credentials, Guesses guesses, SignInMode mode) {
    this.credentials = credentials;
    this.guesses = guesses;
    this.mode = mode;
  }

  @Override
  public Class<UsernamePasswordAuthenticationRequest> getRequestType() {
    return UsernamePasswordAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      UsernamePasswordAuthenticationRequest request, AuthenticationRequestContext context) {
    if (!mode.local()) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    String user = request.getUsername();
    String password = new String(request.getPassword().getPassword());
    Optional<Credentials.Proven> remembered = credentials.remembered(user, password);
    if (remembered.isPresent()) {
      return Uni.createFrom().item(SecurityIdentities.of(remembered.get()));
    }
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
    String address = SignInAttempt.address(routing);
    Optional<Duration> wait = guesses.wait(user, address);
    if (wait.isPresent()) {
      SignInAttempt.refuse(routing, wait.get());
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
    return context.runBlocking(() -> verify(user, password, address));
  }

  private SecurityIdentity verify(String user, String password, String address) {
    Optional<Credentials.Proven> proven = credentials.verify(user, password);
    if (proven.isEmpty()) {
      guesses.wrong(user, address);
      throw new AuthenticationFailedException();
    }
    guesses.right(user, address);
    return SecurityIdentities.of(proven.get());
  }
}
