package dev.nacre.connector.http;

import dev.nacre.connector.Call;
import dev.nacre.connector.http.HttpConnector.Auth;
import dev.nacre.connector.http.HttpConnector.Place;
import dev.nacre.connector.http.HttpConnector.SecretName;
import dev.nacre.connector.http.HttpConnector.Signature;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Says in a request who calls. */
final class Authentication {
  private Authentication() {}

  /** The parts of a request, to be added to. */
  record Parts(
      Map<String, String> query,
      Map<String, String> form,
      Map<String, String> headers,
      @Nullable String body) {
    void put(Place place, String name, String value) {
      switch (place) {
        case HEADER -> headers.put(name, value);
        case QUERY -> query.put(name, value);
        case FORM -> form.put(name, value);
      }
    }
  }

  static void apply(@Nullable Auth auth, Parts parts, Call call) {
    if (auth == null) {
      return;
    }
    switch (auth.type()) {
      case NONE -> {}
      case BASIC -> parts.headers().put("Authorization", "Basic " + basic(auth, call));
      case BEARER -> parts.headers().put("Authorization", "Bearer " + key(auth, call));
      case API_KEY ->
          parts.put(
              auth.in() == null ? Place.HEADER : auth.in(),
              auth.name() == null ? "X-Api-Key" : auth.name(),
              key(auth, call));
      case SIGNED -> {
        if (auth.signature() != null) {
          sign(auth.signature(), key(auth, call), parts, call);
        }
      }
    }
  }

  private static String key(Auth auth, Call call) {
    SecretName key = auth.key();
    return key == null ? "" : call.secret(key.secret());
  }

  private static String basic(Auth auth, Call call) {
    String pair = auth.user() + ":" + key(auth, call);
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    call.trace().hide(encoded);
    return encoded;
  }

  private static void sign(Signature how, String secret, Parts parts, Call call) {
    Place place = how.in() == null ? Place.QUERY : how.in();
    if (how.timestamp() != null) {
      String now =
          Parameters.text(
              TimeFormat.write(call.scope().now(), how.timestamp().format(), call.zone()));
      parts.put(place, how.timestamp().param(), now);
    }
    var signed = new LinkedHashMap<>(parts.query());
    signed.putAll(parts.form());
    if (place == Place.HEADER && how.timestamp() != null) {
      signed.put(how.timestamp().param(), parts.headers().get(how.timestamp().param()));
    }
    if (how.body() != null) {
      signed.put(how.body(), parts.body() == null ? "" : parts.body());
    }
    parts.put(place, how.param() == null ? "sign" : how.param(), Signer.sign(how, signed, secret));
  }
}
