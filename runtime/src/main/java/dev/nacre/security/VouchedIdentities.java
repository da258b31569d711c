package dev.nacre.security;

import io.quarkus.security.AuthenticationFailedException;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.inject.Singleton;
import java.util.Set;
import org.eclipse.microprofile.jwt.JsonWebToken;

/** Makes one of us of somebody who came with a token of the provider. */
@Singleton
final class VouchedIdentities implements SecurityIdentityAugmentor {
  private final VouchedAccounts accounts;
  private final SignInMode mode;

  VouchedIdentities(VouchedAccounts accounts, SignInMode mode) {
    this.accounts = accounts;
    this.mode = mode;
  }

  @Override
  public Uni<SecurityIdentity> augment(
      SecurityIdentity identity, AuthenticationRequestContext context) {
    return identity.getPrincipal() instanceof JsonWebToken token
        ? context.runBlocking(() -> ours(identity, token))
        : Uni.createFrom().item(identity);
  }

  private SecurityIdentity ours(SecurityIdentity identity, JsonWebToken token) {
    Set<String> audience = token.getAudience();
    boolean meant =
        (audience != null && audience.contains(mode.client()))
            || mode.client().equals(token.getClaim("azp"));
    if (!meant) {
      throw new AuthenticationFailedException("the token is for somebody else");
    }
    Identity one = accounts.of(Vouched.of(token, identity.getRoles()));
    return QuarkusSecurityIdentity.builder(identity).setPrincipal(new SignedIn(one, "")).build();
  }
}
