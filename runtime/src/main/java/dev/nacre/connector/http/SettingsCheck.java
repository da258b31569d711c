package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.http.HttpConnector.Auth;
import dev.nacre.connector.http.HttpConnector.AuthType;
import dev.nacre.connector.http.HttpConnector.Errors;
import dev.nacre.connector.http.HttpConnector.Grant;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.SignatureSettings;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds what is wrong with settings although each of them has the right shape. */
record SettingsCheck(Settings settings, String pointer, Problems problems) {
  private static final Duration LONGEST = Duration.ofMinutes(5);

  void check() {
    address(settings.baseUrl(), pointer + "/baseUrl");
    if (settings.auth() != null) {
      auth(settings.auth());
    }
    if (settings.errors() != null) {
      errors(settings.errors());
    }
    if (settings.zone() != null) {
      try {
        ZoneId.of(settings.zone());
      } catch (DateTimeException e) {
        problems.add(pointer + "/zone", "connector_zone_unknown", settings.zone());
      }
    }
    limits();
    Duration timeout = settings.timeout();
    if (timeout != null && (timeout.isNegative() || timeout.isZero() || over(timeout))) {
      problems.add(pointer + "/timeout", "http_timeout_invalid", timeout, LONGEST);
    }
  }

  /** What is kept of each request is bounded. */
  private void limits() {
    for (int i = 0; settings.limits() != null && i < settings.limits().size(); i++) {
      Duration within = settings.limits().get(i).within();
      if (within != null && (within.toMillis() < 1 || within.compareTo(Duration.ofHours(1)) > 0)) {
        problems.add(pointer + "/limits/" + i + "/within", "http_limit_invalid", within);
      }
    }
    Duration rest = settings.breaker() == null ? null : settings.breaker().rest();
    if (rest != null && (rest.toSeconds() < 1 || rest.compareTo(Duration.ofHours(1)) > 0)) {
      problems.add(pointer + "/breaker/rest", "http_limit_invalid", rest);
    }
  }

  private static boolean over(Duration timeout) {
    return timeout.compareTo(LONGEST) > 0;
  }

  private void address(@Nullable String address, String at) {
    if (address == null) {
      return; // told by the schema
    }
    try {
      URI uri = new URI(address);
      boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
      if (http
          && uri.getHost() != null
          && uri.getUserInfo() == null
          && uri.getRawQuery() == null
          && uri.getRawFragment() == null) {
        return;
      }
    } catch (URISyntaxException e) {
      // told below
    }
    problems.add(at, "http_address_invalid", address);
  }

  private void auth(Auth auth) {
    String at = pointer + "/auth";
    AuthType type = auth.type();
    if (type == null) {
      return; // told by the schema
    }
    boolean keyless = type == AuthType.NONE || (type == AuthType.TOKEN && auth.signature() == null);
    needed(!keyless && auth.key() == null, at, "key", type);
    boolean named = type == AuthType.BASIC || type == AuthType.OAUTH2;
    needed(named && blank(auth.user()), at, "user", type);
    needed(type == AuthType.OAUTH2 && auth.oauth() == null, at, "oauth", type);
    needed(type == AuthType.TOKEN && auth.token() == null, at, "token", type);
    if (auth.oauth() != null) {
      address(auth.oauth().tokenUrl(), at + "/oauth/tokenUrl");
      address(auth.oauth().authorizeUrl(), at + "/oauth/authorizeUrl");
      boolean coded = auth.oauth().grant() == Grant.AUTHORIZATION_CODE;
      open(auth.oauth().page(), at + "/oauth/page");
      if (coded && auth.oauth().authorizeUrl() == null) {
        problems.add(at + "/oauth/authorizeUrl", "http_page_needed");
      }
    }
    if (auth.token() != null && auth.token().page() != null) {
      address(auth.token().page().url(), at + "/token/page/url");
      open(auth.token().page().query(), at + "/token/page/query");
    }
    needed(type == AuthType.API_KEY && blank(auth.name()), at, "name", type);
    needed(type == AuthType.SIGNED && auth.signature() == null, at, "signature", type);
    if (auth.signature() != null) {
      new SignatureSettings(auth.signature(), at + "/signature", problems).check();
    }
    for (int i = 0; auth.further() != null && i < auth.further().size(); i++) {
      Signature further = auth.further().get(i).signature();
      if (further != null) {
        new SignatureSettings(further, at + "/further/" + i + "/signature", problems).check();
      }
    }
  }

  /** Whoever looks over somebody's shoulder sees what stands in the address of a page. */
  private void open(@Nullable Map<String, JsonNode> query, String at) {
    if (query != null) {
      query.forEach(
          (name, json) -> {
            if (!json.findValues("secret").isEmpty()) {
              problems.add(at + "/" + Json.escape(name), "http_page_secret", name);
            }
          });
    }
  }

  private void needed(boolean missing, String at, String property, AuthType type) {
    if (missing) {
      problems.add(
          at + "/" + property,
          "http_auth_needs",
          type.name().toLowerCase(java.util.Locale.ROOT),
          property);
    }
  }

  private static boolean blank(@Nullable String text) {
    return text == null || text.isBlank();
  }

  private void errors(Errors errors) {
    String at = pointer + "/errors";
    if (errors.code() == null && errors.rules() == null) {
      problems.add(at + "/code", "http_errors_need_code");
    }
    place(errors.code(), at + "/code", problems);
    place(errors.detail(), at + "/detail", problems);
    place(errors.message(), at + "/message", problems);
    place(errors.waitSeconds(), at + "/waitSeconds", problems);
  }

  /** Tells of a text that is no JSON pointer. */
  static void place(@Nullable String text, String at, Problems problems) {
    try {
      if (text != null) {
        JsonPointer.compile(text);
      }
    } catch (IllegalArgumentException e) {
      problems.add(at, "pointer_invalid", String.valueOf(text));
    }
  }
}
