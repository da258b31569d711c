package dev.nacre.connector.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.Preparation;
import dev.nacre.connector.TemplatePlan;
import dev.nacre.connector.http.HttpConnector.Method;
import dev.nacre.connector.http.HttpConnector.Request;
import dev.nacre.connector.http.HttpConnector.Settings;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.security.egress.EgressRequest;
import dev.nacre.security.signing.Encoded;
import dev.nacre.security.signing.Outgoing;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What one operation sends, ready to be filled in. */
record RequestPlan(
    Settings settings,
    String method,
    String path,
    Parameters query,
    Parameters headers,
    Parameters form,
    @Nullable TemplatePlan body) {
  private static final Pattern NAME = Pattern.compile("\\{([A-Za-z_]\\w*(?:\\.\\w+)*)}");
  private static final String FORM = "application/x-www-form-urlencoded; charset=UTF-8";
  private static final Pattern TOKEN = Pattern.compile("[!#$%&'*+.^_`|~0-9A-Za-z-]+");

  static RequestPlan of(Settings settings, Request request, Preparation preparation) {
    boolean sends = request.form() != null || request.body() != null;
    if (request.form() != null && request.body() != null) {
      preparation.problem("/request/form", "http_form_and_body");
    }
    if (sends && request.method() == Method.GET) {
      preparation.problem("/request/method", "http_get_with_body");
    }
    Map<String, JsonNode> named = request.headers();
    if (named != null) {
      for (String name : named.keySet()) {
        if (!TOKEN.matcher(name).matches()) {
          preparation.problem("/request/headers/" + Json.escape(name), "http_header_invalid", name);
        }
      }
    }
    Method method =
        request.method() == null ? (sends ? Method.POST : Method.GET) : request.method();
    return new RequestPlan(
        settings,
        method.name(),
        request.path() == null ? "" : request.path(),
        Parameters.of(settings.query(), "/query", request.query(), "/request/query", preparation),
        Parameters.of(
            settings.headers(), "/headers", request.headers(), "/request/headers", preparation),
        Parameters.of(null, "", request.form(), "/request/form", preparation),
        request.body() == null ? null : preparation.template(request.body(), "/request/body"));
  }

  /**
   * The request for that input, authenticated.
   *
   * @param link where it goes instead, vetted; null means to where the plan says
   * @param token null where none is needed
   */
  EgressRequest fill(Call call, JsonNode input, @Nullable String link, @Nullable String token) {
    Map<String, String> inHeaders = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    inHeaders.put("Accept", "application/json");
    if (call.idempotencyKey() != null) {
      // an effect may be tried again after its answer was lost; only the partner can tell
      inHeaders.put("Idempotency-Key", call.idempotencyKey());
    }
    inHeaders.putAll(headers.fill(call, input));
    URI address = uri(link == null ? settings.baseUrl().replaceAll("/+$", "") + path(input) : link);
    Map<String, String> given = link == null ? query.fill(call, input) : query(address);
    var request =
        new Outgoing(
            method,
            address.getRawPath(),
            new LinkedHashMap<>(given),
            form.fill(call, input),
            inHeaders,
            body == null ? null : body.fill(call, input));
    Authentication.apply(settings.auth(), request, call, token);
    boolean asForm = !form.byName().isEmpty() || !request.form().isEmpty();
    String text = asForm ? Encoded.url(request.form()) : request.text();
    if (text != null) {
      inHeaders.putIfAbsent("Content-Type", asForm ? FORM : "application/json");
    }
    return new EgressRequest(
        call.caller(),
        method,
        link == null ? with(address, request.query()) : added(address, given, request.query()),
        inHeaders,
        text == null ? null : text.getBytes(StandardCharsets.UTF_8),
        settings.timeout() == null ? EgressRequest.TIMEOUT : settings.timeout(),
        settings.maxBytes() == null ? EgressRequest.LARGEST : settings.maxBytes());
  }

  /** What the query of a link says, for signing. */
  private static Map<String, String> query(URI link) {
    var values = new LinkedHashMap<String, String>();
    String raw = link.getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&")) {
      String[] parts = pair.split("=", 2);
      values.put(decoded(parts[0]), parts.length < 2 ? "" : decoded(parts[1]));
    }
    return values;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  /** The link stays as it was given: what it says twice, it means. */
  private static URI added(URI link, Map<String, String> given, Map<String, String> now) {
    var more = new LinkedHashMap<>(now);
    more.entrySet().removeAll(given.entrySet());
    return with(link, more);
  }

  private static URI with(URI address, Map<String, String> parameters) {
    String mark = address.getRawQuery() == null ? "?" : "&";
    return parameters.isEmpty() ? address : uri(address + mark + Encoded.url(parameters));
  }

  private static URI uri(String address) {
    try {
      return new URI(address);
    } catch (URISyntaxException e) {
      throw new OperationFailedException(
          Outlook.NEVER, 0, Problem.at("/request/path", "http_address_invalid", address));
    }
  }

  private String path(JsonNode input) {
    if (path.isEmpty()) {
      return "";
    }
    Matcher matcher = NAME.matcher(path.startsWith("/") ? path : "/" + path);
    return matcher.replaceAll(
        found -> {
          JsonNode value = input.at("/" + found.group(1).replace('.', '/'));
          String text = value.isValueNode() && !value.isNull() ? Outgoing.text(value) : "";
          if (text.isEmpty() || text.equals(".") || text.equals("..")) {
            throw new OperationFailedException(
                Outlook.NEVER,
                0,
                Problem.at("/request/path", "http_path_value_missing", found.group(1)));
          }
          return Matcher.quoteReplacement(Encoded.url(text));
        });
  }

  /** How long to wait before the second try. */
  Duration pause() {
    return settings.retry() == null || settings.retry().pause() == null
        ? Duration.ofSeconds(1)
        : settings.retry().pause();
  }

  int tries() {
    return settings.retry() == null || settings.retry().tries() == null
        ? 3
        : settings.retry().tries();
  }
}
