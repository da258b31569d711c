package dev.nacre.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.TrustedAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/** Knows again who signed in on the sign-in page, by the name in the encrypted cookie. */
@Singleton
final class SessionProvider implements IdentityProvider<TrustedAuthenticationRequest> {
  private final Identities identities;
  private final SignInMode mode;
  private final String cookie;

  SessionProvider(Identities identities, SignInMode mode, Config config) {
    this.identities = identities;
    this.mode = mode;
    this.cookie =
        config
            .getOptionalValue("quarkus.http.auth.form.cookie-name", String.class)
            .orElse("quarkus-credential");
  }

  @Override
  public Class<TrustedAuthenticationRequest> getRequestType() {
    return TrustedAuthenticationRequest.class;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      TrustedAuthenticationRequest request, AuthenticationRequestContext context) {
    Uni<SecurityIdentity> identity = identity(request.getPrincipal(), context);
    RoutingContext routing = HttpSecurityUtils.getRoutingContextAttribute(request);
    return routing == null
        ? identity
        : identity.onFailure().invoke(() -> routing.addHeadersEndHandler(end -> drop(routing)));
  }

  /** Else the sign-in page itself would be refused, for ever. */
  private void drop(RoutingContext routing) {
    routing
        .response()
        .headers()
        .add(HttpHeaders.SET_COOKIE, cookie + "=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax");
  }

  private Uni<SecurityIdentity> identity(String name, AuthenticationRequestContext context) {
    if (!mode.local()) {
      return Uni.createFrom().failure(new AuthenticationFailedException());
    }
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
