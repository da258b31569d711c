package dev.nacre.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.IdentityProvider;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Signs in with an API key, as the account that it belongs to. */
@Singleton
final class ApiKeyProvider implements IdentityProvider<ApiKeyRequest> {
  private final ApiKeys keys;

  ApiKeyProvider(ApiKeys keys) {
    this.keys = keys;
  }

  @Override
  public Class<ApiKeyRequest> getRequestType() {
    return ApiKeyRequest.class;
  }

  private AuthenticationFailedException no(ApiKeyRequest request) {
    if (keys.ended(request.key())) {
      SignInAttempt.expired(HttpSecurityUtils.getRoutingContextAttribute(request));
    }
    return new AuthenticationFailedException();
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      ApiKeyRequest request, AuthenticationRequestContext context) {
    Optional<Identity> believed = keys.believed(request.key());
    if (believed.isPresent()) {
      return Uni.createFrom().item(SecurityIdentities.of(believed.get()));
    }
    return context.runBlocking(
        () ->
            keys.holder(request.key()).map(SecurityIdentities::of).orElseThrow(() -> no(request)));
  }
}
