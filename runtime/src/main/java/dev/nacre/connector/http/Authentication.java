package dev.nacre.connector.http;

import dev.nacre.connector.Call;
import dev.nacre.connector.OperationFailedException;
import dev.nacre.connector.OperationFailedException.Outlook;
import dev.nacre.connector.http.HttpConnector.Auth;
import dev.nacre.connector.http.HttpConnector.Further;
import dev.nacre.connector.http.HttpConnector.SecretName;
import dev.nacre.metadata.Problem;
import dev.nacre.security.signing.Outgoing;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.Signature.Algorithm;
import dev.nacre.security.signing.Signature.Place;
import dev.nacre.security.signing.Signer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Says in a request who calls. */
final class Authentication {
  private Authentication() {}

  /**
   * Adds it.
   *
   * @param token null where none is needed
   */
  static void apply(@Nullable Auth auth, Outgoing request, Call call, @Nullable String token) {
    if (auth == null) {
      return;
    }
    switch (auth.type()) {
      case NONE -> {}
      case BASIC -> request.put(Place.HEADER, "Authorization", "Basic " + basic(auth, call));
      case BEARER -> request.put(Place.HEADER, "Authorization", "Bearer " + key(auth, call));
      case API_KEY ->
          put(
              request,
              auth.in() == null ? Place.HEADER : auth.in(),
              auth.name() == null ? "X-Api-Key" : auth.name(),
              key(auth, call));
      case OAUTH2 -> token(auth, request, token);
      case TOKEN -> {
        token(auth, request, token);
        sign(auth, request, call); // what is signed may have the token in it
      }
      case SIGNED -> sign(auth, request, call);
    }
  }

  private static void token(Auth auth, Outgoing request, @Nullable String token) {
    if (token == null) {
      return;
    }
    String name = auth.name() == null ? "Authorization" : auth.name();
    Place place = auth.in() == null ? Place.HEADER : auth.in();
    boolean bearer = place == Place.HEADER && name.equalsIgnoreCase("Authorization");
    put(request, place, name, bearer ? "Bearer " + token : token);
  }

  private static void sign(Auth auth, Outgoing request, Call call) {
    String secret = key(auth, call);
    if (auth.signature() != null) {
      sign(auth.signature(), secret, request, call);
    }
    if (auth.further() != null) {
      for (Further further : auth.further()) {
        SecretName own = further.key();
        String with = own == null ? secret : call.secret(own.secret());
        sign(further.signature(), with, request, call);
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

  private static void put(Outgoing request, Place place, String name, String value) {
    takes(request, place, name);
    request.put(place, name, value);
  }

  private static void sign(Signature how, String secret, Outgoing request, Call call) {
    takes(request, how.in() == null ? Place.QUERY : how.in(), "sign");
    String sign = new Signer(how, secret).sign(request, call.scope().now(), call.zone());
    if (how.algorithm() == Algorithm.NONE) {
      call.trace().hide(sign); // it may be the secret, only written otherwise
    }
  }

  private static void takes(Outgoing request, Place place, String name) {
    if (!request.takes(place)) {
      throw new OperationFailedException(
          Outlook.NEVER, 0, Problem.at("/request/body", "http_body_has_no_names", name));
    }
  }
}
