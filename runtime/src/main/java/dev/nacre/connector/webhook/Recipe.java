package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.PushKind.Request;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.Signature.Place;
import dev.nacre.security.signing.Signer;
import dev.nacre.security.signing.TimeFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Signs what came in as its sender should have. What is signed here is chosen by whoever sends the
 * request, so that nothing of it may stand for something else: a parameter can't take the place of
 * the body, and none may be there twice.
 */
record Recipe(Proof proof, Signature how, Incoming incoming) {
  /** What texts may name of the request itself. */
  private static final List<String> ITS_OWN = List.of("body", "method", "path");

  String sign(String secret) {
    Map<String, String> parameters = parameters();
    timely(parameters);
    return new Signer(how, secret).sign(parameters, this::own);
  }

  private @Nullable String own(String name) {
    Request request = incoming.request();
    return switch (name) {
      case "body" -> body();
      case "method" -> request.method();
      case "path" -> request.path();
      default -> request.headers().get(name);
    };
  }

  private Map<String, String> parameters() {
    var all = new TreeMap<>(incoming.request().query());
    inBody()
        .forEach(
            (name, value) -> {
              if (all.put(name, value) != null && !name.equals(how.secretAs())) {
                throw SignatureCheck.refused(proof);
              }
            });
    if (proof.place() != Place.HEADER) {
      all.remove(proof.named());
    }
    ITS_OWN.stream().filter(this::spoken).forEach(all::remove);
    if (how.body() != null) {
      all.put(how.body(), body());
    }
    return all;
  }

  /** The fields of a form; members of JSON where the signature is one, or where they are listed. */
  private Map<String, String> inBody() {
    Map<String, String> fields = incoming.fields();
    List<String> only = how.only();
    boolean all = proof.place() == Place.BODY;
    if (!fields.isEmpty() || (!all && only == null)) {
      return fields;
    }
    JsonNode tree = incoming.tree();
    var members = new TreeMap<String, String>();
    if (tree != null && tree.isObject()) {
      tree.properties()
          .forEach(
              member -> {
                String text = written(member.getValue());
                if (text != null && (all || only.contains(member.getKey()))) {
                  members.put(member.getKey(), text);
                }
              });
    }
    return members;
  }

  private static @Nullable String written(JsonNode value) {
    return value.isNull() ? null : dev.nacre.security.signing.Outgoing.text(value);
  }

  /** Time and random value travel with the signature; without them it isn't one. */
  private void timely(Map<String, String> parameters) {
    if (how.timestamp() != null) {
      String time = needed(how.timestamp().param());
      Request request = incoming.request();
      SignatureCheck.fresh(
          proof,
          TimeFormat.read(time, how.timestamp().format(), request.zone()).orElse(null),
          request.now());
      parameters.put(how.timestamp().param(), time);
    }
    if (how.nonce() != null) {
      parameters.put(how.nonce().param(), needed(how.nonce().param()));
    }
  }

  private String needed(String name) {
    String value = incoming.at(proof.place(), name);
    if (value == null) {
      throw SignatureCheck.refused(proof);
    }
    return value;
  }

  /** Bytes that are no text would all look alike. */
  private String body() {
    String text = incoming.text();
    if (text == null) {
      throw SignatureCheck.refused(proof);
    }
    return text;
  }

  private boolean spoken(String name) {
    return says(how, name);
  }

  /** Whether a text of that description names it. */
  static boolean says(Signature how, String name) {
    Pattern place = Pattern.compile("\\{" + Pattern.quote(name) + "(?::[A-Za-z0-9_]+)?}");
    return Stream.of(how.text(), how.prefix(), how.suffix(), how.keyText(), how.value())
        .anyMatch(text -> text != null && place.matcher(text).find());
  }
}
