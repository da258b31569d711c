package dev.nacre.server;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * An OpenID provider, such as a realm of Keycloak, that says who people are.
 *
 * @param issuer its address, as its tokens name it
 * @param client what Nacre is called there
 * @param secret by which Nacre proves to be that client
 */
record Provider(String issuer, String client, String secret) {
  private static final String ISSUER = "NACRE_OIDC_ISSUER";
  private static final String CLIENT = "NACRE_OIDC_CLIENT_ID";
  private static final String SECRET = "NACRE_OIDC_CLIENT_SECRET";

  /**
   * The one that the environment names; empty when it names none.
   *
   * @throws StartException when it names one by half
   */
  static Optional<Provider> in(Map<String, String> environment) {
    String issuer = environment.getOrDefault(ISSUER, "").strip();
    if (issuer.isEmpty()) {
      return Optional.empty();
    }
    if (!issuer.matches("https?://[^/\\s]+.*")) {
      throw new StartException("server.oidc_issuer", issuer);
    }
    String secret = environment.getOrDefault(SECRET, "").strip();
    if (secret.isEmpty()) {
      throw new StartException("server.oidc_secret", SECRET, ISSUER);
    }
    return Optional.of(new Provider(issuer, environment.getOrDefault(CLIENT, "nacre"), secret));
  }

  /**
   * What Quarkus must know of it. Signing in happens at {@code /login} and nowhere else, so that a
   * screen's parts and the API are never led away to another site.
   *
   * @param cookieKey encrypts the tokens in the browser's cookie
   */
  Map<String, String> settings(String cookieKey) {
    var settings = new LinkedHashMap<String, String>();
    settings.put("nacre.oidc.issuer", issuer);
    settings.put("nacre.oidc.client", client);
    String oidc = "quarkus.oidc.";
    settings.put(oidc + "tenant-enabled", "true");
    settings.put(oidc + "application-type", "hybrid");
    settings.put(oidc + "auth-server-url", issuer);
    settings.put(oidc + "client-id", client);
    settings.put(oidc + "credentials.secret", secret);
    settings.put(oidc + "roles.source", "accesstoken");
    settings.put(oidc + "authentication.redirect-path", "/login");
    settings.put(oidc + "authentication.restore-path-after-redirect", "false");
    settings.put(oidc + "authentication.add-openid-scope", "true");
    settings.put(oidc + "authentication.session-age-extension", "PT12H");
    settings.put(oidc + "authentication.cookie-same-site", "lax");
    settings.put(oidc + "token.refresh-expired", "true");
    settings.put(oidc + "token-state-manager.encryption-secret", cookieKey);
    settings.put(oidc + "logout.path", "/logout");
    settings.put(oidc + "logout.post-logout-path", "/");
    String permission = "quarkus.http.auth.permission.";
    settings.put(permission + "sign-in.paths", "/login,/logout");
    settings.put(permission + "sign-in.policy", "authenticated");
    settings.put(permission + "sign-in.auth-mechanism", "code");
    return settings;
  }
}
