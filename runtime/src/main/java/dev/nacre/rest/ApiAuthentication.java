package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import dev.nacre.security.ApiKeyRequest;
import dev.nacre.security.SignInAttempt;
import dev.nacre.security.SignInMode;
import io.quarkus.oidc.runtime.OidcAuthenticationMechanism;
import io.quarkus.security.credential.PasswordCredential;
import io.quarkus.security.identity.IdentityProviderManager;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.request.AuthenticationRequest;
import io.quarkus.security.identity.request.TokenAuthenticationRequest;
import io.quarkus.security.identity.request.UsernamePasswordAuthenticationRequest;
import io.quarkus.vertx.http.runtime.security.ChallengeData;
import io.quarkus.vertx.http.runtime.security.HttpAuthenticationMechanism;
import io.quarkus.vertx.http.runtime.security.HttpCredentialTransport;
import io.quarkus.vertx.http.runtime.security.HttpSecurityUtils;
import io.smallrye.mutiny.Uni;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;

/**
 * Signs in to the API: HTTP Basic, an API key as bearer token, or a token of the provider. Never a
 * cookie, so that no other site can make a browser act here. Whoever isn't let in gets JSON, not
 * the sign-in page.
 */
@Singleton
public final class ApiAuthentication implements HttpAuthenticationMechanism {
  /** The name by which {@code application.properties} chooses this for the API's paths. */
  static final String SCHEME = "nacre";

  /**
   * Above the provider's and the sign-in page's, which are asked in vain on the API's paths; on all
   * others this one has nothing to say, and the next is asked.
   */
  private static final int PRIORITY = 2 * DEFAULT_PRIORITY;

  private static final String BASIC = "basic ";
  private static final String BEARER = "bearer ";

  private final SignInMode mode;
  private final OidcAuthenticationMechanism provider;
  private final InstantSource clock;

  ApiAuthentication(SignInMode mode, OidcAuthenticationMechanism provider, InstantSource clock) {
    this.mode = mode;
    this.provider = provider;
    this.clock = clock;
  }

  @Override
  public Uni<SecurityIdentity> authenticate(
      RoutingContext context, IdentityProviderManager identities) {
    String header = context.request().getHeader("Authorization");
    if (header == null || !isApi(context)) {
      return Uni.createFrom().nullItem();
    }
    AuthenticationRequest request = request(header);
    if (request == null && !mode.local() && isBearer(header)) {
      // whoever isn't let in is told so by us
      return provider
          .authenticate(context, identities)
          .onFailure()
          .invoke(
              () -> {
                context.put(HttpAuthenticationMechanism.class.getName(), this);
                if (BearerTokens.ended(header.substring(BEARER.length()).strip(), clock)) {
                  SignInAttempt.expired(context);
                }
              });
    }
    return request == null
        ? Uni.createFrom().nullItem()
        : identities.authenticate(HttpSecurityUtils.setRoutingContextAttribute(request, context));
  }

  private static @org.jspecify.annotations.Nullable AuthenticationRequest request(String header) {
    if (header.regionMatches(true, 0, BASIC, 0, BASIC.length())) {
      return basic(header.substring(BASIC.length()).strip());
    }
    if (isBearer(header)) {
      String token = header.substring(BEARER.length()).strip();
      return token.startsWith(ApiKeyRequest.PREFIX) ? new ApiKeyRequest(token) : null;
    }
    return null;
  }

  private static boolean isBearer(String header) {
    return header.regionMatches(true, 0, BEARER, 0, BEARER.length());
  }

  private static @org.jspecify.annotations.Nullable AuthenticationRequest basic(String encoded) {
    try {
      String pair = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = pair.indexOf(':');
      return colon < 0
          ? null
          : new UsernamePasswordAuthenticationRequest(
              pair.substring(0, colon),
              new PasswordCredential(pair.substring(colon + 1).toCharArray()));
    } catch (IllegalArgumentException e) {
      return null;
    }
  }

  @Override
  public Set<Class<? extends AuthenticationRequest>> getCredentialTypes() {
    return Set.of(
        UsernamePasswordAuthenticationRequest.class,
        ApiKeyRequest.class,
        TokenAuthenticationRequest.class);
  }

  @Override
  public int getPriority() {
    return PRIORITY;
  }

  @Override
  public Uni<ChallengeData> getChallenge(RoutingContext context) {
    return isApi(context)
        ? Uni.createFrom().item(new ChallengeData(401, "WWW-Authenticate", challenge(context)))
        : Uni.createFrom().nullItem();
  }

  @Override
  public Uni<Boolean> sendChallenge(RoutingContext context) {
    if (!isApi(context)) {
      return Uni.createFrom().item(false); // the sign-in page's turn
    }
    var locale = Languages.of(context.request().getHeader("Accept-Language"));
    OptionalLong wait = SignInAttempt.secondsToWait(context);
    if (wait.isPresent()) {
      long seconds = wait.getAsLong();
      var slow = ProblemJson.body(429, List.of(Problem.at("", "sign_in_wait", seconds)), locale);
      context
          .response()
          .setStatusCode(429)
          .putHeader("Retry-After", String.valueOf(seconds))
          .putHeader("Content-Type", ProblemJson.TYPE)
          .end(Buffer.buffer(Answers.bytes(slow)));
      return Uni.createFrom().item(true);
    }
    String why = SignInAttempt.hasExpired(context) ? "sign_in_expired" : "not_signed_in";
    var body = ProblemJson.body(401, List.of(Problem.at("", why)), locale);
    context
        .response()
        .setStatusCode(401)
        .putHeader("WWW-Authenticate", challenge(context))
        .putHeader("Content-Type", ProblemJson.TYPE)
        .end(Buffer.buffer(Answers.bytes(body)));
    return Uni.createFrom().item(true);
  }

  private static boolean isApi(RoutingContext context) {
    String path = context.normalizedPath();
    return path.equals("/api") || path.startsWith("/api/");
  }

  /** A script that asks shows its own dialog; only then must the browser not show one. */
  private static String challenge(RoutingContext context) {
    boolean script = "XMLHttpRequest".equals(context.request().getHeader("X-Requested-With"));
    return (script ? "Nacre" : "Basic") + " realm=\"Nacre\", charset=\"UTF-8\"";
  }

  @Override
  public Uni<HttpCredentialTransport> getCredentialTransport(RoutingContext context) {
    return Uni.createFrom()
        .item(
            new HttpCredentialTransport(
                HttpCredentialTransport.Type.AUTHORIZATION, "authorization", SCHEME));
  }
}
