package dev.nacre.connector.http;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.connector.Consent;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.http.HttpConnector.Auth;
import dev.nacre.connector.http.HttpConnector.AuthType;
import dev.nacre.connector.http.HttpConnector.ClientIn;
import dev.nacre.connector.http.HttpConnector.Grant;
import dev.nacre.connector.http.HttpConnector.OAuth;
import dev.nacre.connector.http.HttpConnector.OperationSettings;
import dev.nacre.connector.http.HttpConnector.Page;
import dev.nacre.connector.http.HttpConnector.Request;
import dev.nacre.connector.http.HttpConnector.SecretName;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.connector.http.HttpConnector.TokenCall;
import dev.nacre.connector.http.HttpConnector.TokenSettings;
import dev.nacre.metadata.Json;
import dev.nacre.security.TokenStore;
import dev.nacre.security.egress.Egress;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes ready how a connector comes by its token. */
record TokenCompiler(Egress egress, TokenStore store, Settings settings, Preparation preparation) {
  private static final String AT = "/settings/auth/";

  /** The leave that it takes; null when it takes none, or something is wrong with it. */
  @Nullable Consent consent() {
    Page page = page(settings.auth());
    if (page == null || page.url() == null) {
      return null; // told by the schema
    }
    Map<String, JsonNode> asked = Objects.requireNonNullElse(page.query(), Map.of());
    String at = settings.auth().token() == null ? AT + "oauth" : AT + "token/page/query";
    Parameters query = Parameters.of(null, "", asked, "", preparation.at(at));
    TokenSource source = compile();
    return source == null ? null : new HttpConsent(page.url(), query, source);
  }

  /** Where leave is given; null when that isn't needed. */
  private static @Nullable Page page(@Nullable Auth auth) {
    if (auth == null || auth.type() == null) {
      return null;
    }
    OAuth oauth = auth.oauth();
    return switch (auth.type()) {
      case OAUTH2 -> oauth == null || !coded(oauth) ? null : page(auth, oauth);
      case TOKEN -> auth.token() == null ? null : auth.token().page();
      case NONE, BASIC, BEARER, API_KEY, SIGNED -> null;
    };
  }

  private static boolean coded(OAuth oauth) {
    return oauth.grant() == Grant.AUTHORIZATION_CODE;
  }

  private static @Nullable Page page(Auth auth, OAuth oauth) {
    if (oauth.authorizeUrl() == null) {
      return null; // told by the check
    }
    Map<String, JsonNode> query = new LinkedHashMap<>();
    query.put("response_type", TextNode.valueOf("code"));
    query.put("client_id", TextNode.valueOf(auth.user()));
    query.put("redirect_uri", input("redirect"));
    if (oauth.scope() != null) {
      query.put("scope", TextNode.valueOf(oauth.scope()));
    }
    query.put("state", input("state"));
    query.put("code_challenge", input("challenge"));
    query.put("code_challenge_method", TextNode.valueOf("S256"));
    query.putAll(Objects.requireNonNullElse(oauth.page(), Map.of()));
    return new Page(oauth.authorizeUrl(), query);
  }

  private static JsonNode input(String name) {
    return Json.MAPPER.createObjectNode().put("expr", "input." + name);
  }

  /** Null when it needs none, or something is wrong with it. */
  @Nullable TokenSource compile() {
    Auth auth = settings.auth();
    if (auth == null || auth.type() == null) {
      return null;
    }
    OAuth oauth = auth.oauth();
    TokenSettings token = auth.token();
    return switch (auth.type()) {
      case OAUTH2 -> oauth == null ? null : standard(auth, oauth);
      case TOKEN -> token == null ? null : own(auth, token);
      case NONE, BASIC, BEARER, API_KEY, SIGNED -> null;
    };
  }

  private @Nullable TokenSource standard(Auth auth, OAuth oauth) {
    SecretName key = auth.key();
    if (key == null || auth.user() == null || oauth.tokenUrl() == null) {
      return null; // told by the check
    }
    boolean header = oauth.client() == ClientIn.HEADER;
    Auth basic =
        header
            ? new Auth(AuthType.BASIC, auth.user(), key, null, null, null, null, null, null)
            : null;
    Settings service = at(oauth.tokenUrl(), basic, null, null, null);
    Map<String, JsonNode> who = new LinkedHashMap<>();
    if (!header) {
      who.put("client_id", TextNode.valueOf(auth.user()));
      who.put("client_secret", Json.MAPPER.createObjectNode().put("secret", key.secret()));
    }
    Map<String, JsonNode> first = new LinkedHashMap<>();
    if (coded(oauth)) {
      first.put("grant_type", TextNode.valueOf("authorization_code"));
      first.put("code", input("code"));
      first.put("redirect_uri", input("redirect"));
      first.put("code_verifier", input("verifier"));
    } else {
      first.put("grant_type", TextNode.valueOf("client_credentials"));
      if (oauth.scope() != null) {
        first.put("scope", TextNode.valueOf(oauth.scope()));
      }
    }
    first.putAll(who);
    first.putAll(Objects.requireNonNullElse(oauth.parameters(), Map.of()));
    Map<String, JsonNode> next = new LinkedHashMap<>();
    next.put("grant_type", TextNode.valueOf("refresh_token"));
    next.put("refresh_token", input("renewal"));
    next.putAll(who);
    return source(
        auth,
        operation(service, form(first), "oauth/ask"),
        operation(service, form(next), "oauth/renew"),
        new TokenSettings(null, new TokenCall(form(first)), null, null, null, null));
  }

  private static Request form(Map<String, JsonNode> parameters) {
    return new Request(null, null, null, null, parameters, null);
  }

  private @Nullable TokenSource own(Auth auth, TokenSettings token) {
    TokenCall ask = token.ask();
    if (ask == null || ask.request() == null) {
      return null; // told by the schema
    }
    Auth signed =
        auth.signature() == null
            ? null
            : new Auth(
                AuthType.SIGNED,
                null,
                auth.key(),
                null,
                null,
                null,
                null,
                auth.signature(),
                auth.further());
    Settings service =
        at(settings.baseUrl(), signed, settings.query(), settings.headers(), settings.errors());
    TokenCall renew = token.renew();
    return source(
        auth,
        operation(service, ask.request(), "token/ask"),
        renew == null || renew.request() == null
            ? null
            : operation(service, renew.request(), "token/renew"),
        token);
  }

  private Settings at(
      String address,
      @Nullable Auth auth,
      @Nullable Map<String, JsonNode> query,
      @Nullable Map<String, JsonNode> headers,
      HttpConnector.@Nullable Errors errors) {
    return new Settings(
        address,
        auth,
        query,
        headers,
        errors,
        null,
        null,
        null,
        settings.timeout(),
        settings.maxBytes(),
        settings.zone());
  }

  private HttpOperation operation(Settings service, Request request, String at) {
    Preparation here = preparation.at(AT + at);
    var call = new OperationSettings(request, null, null, null, null, null, null);
    return new HttpOperation(
        egress,
        service,
        RequestPlan.of(service, request, here),
        AnswerPlan.of(service, call, here),
        PagingPlan.of(service, call, here),
        null,
        null);
  }

  private @Nullable TokenSource source(
      Auth auth, HttpOperation ask, @Nullable HttpOperation renew, TokenSettings token) {
    var problems = preparation.problems();
    int before = problems.list().size();
    SettingsCheck.place(token.value(), AT + "token/value", problems);
    SettingsCheck.place(token.renewal(), AT + "token/renewal", problems);
    SettingsCheck.place(token.lasts(), AT + "token/lasts", problems);
    if (problems.list().size() > before) {
      return null;
    }
    var in =
        new TokenSource.Places(
            place(token.value(), "/access_token"),
            place(token.renewal(), "/refresh_token"),
            place(token.lasts(), "/expires_in"));
    // names of secrets, never what they hold
    String terms = settings.baseUrl() + " " + auth;
    return new TokenSource(store, terms, page(auth) != null, ask, renew, in);
  }

  private static JsonPointer place(@Nullable String written, String usual) {
    return JsonPointer.compile(written == null ? usual : written);
  }
}
