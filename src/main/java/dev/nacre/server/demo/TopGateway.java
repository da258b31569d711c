package dev.nacre.server.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * The door of Taobao's open platform, which shops and carriers share: who calls, whether the
 * signature is theirs, and the ways of saying no.
 */
final class TopGateway {
  static final ZoneOffset HERE = ZoneOffset.ofHours(8);
  static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
  private static final Duration SKEW = Duration.ofMinutes(10);

  private final String key;
  private final Supplier<String> secret;
  private final Supplier<String> session;

  /** A door for one caller, by what both sides know. */
  TopGateway(String key, Supplier<String> secret, Supplier<String> session) {
    this.key = key;
    this.secret = secret;
    this.session = session;
  }

  /** Why that request isn't let in; empty when it is. */
  Optional<JsonNode> refusal(Map<String, String> p, Instant now) {
    if (!key.equals(p.get("app_key"))) {
      return Optional.of(no(29, "Invalid app Key", "isv.appkey-not-exists", ""));
    } else if (!sign(p).equals(p.get("sign"))) {
      return Optional.of(no(25, "Invalid signature", "isv.invalid-signature", ""));
    } else if (!near(p.get("timestamp"), now)) {
      return Optional.of(no(41, "Invalid arguments", "isv.invalid-timestamp", "timestamp"));
    } else if (!session.get().equals(p.get("session"))) {
      return Optional.of(no(27, "Invalid session", "sessionkey-not-generated-by-server", ""));
    } else if (!"json".equals(p.get("format"))) {
      return Optional.of(noMethod());
    }
    return Optional.empty();
  }

  /** By the documentation: sorted, joined, the secret on both sides, MD5 in capitals. */
  private String sign(Map<String, String> parameters) {
    var text = new StringBuilder(secret.get());
    new TreeMap<>(parameters)
        .forEach((name, value) -> text.append(name.equals("sign") ? "" : name + value));
    return Digests.md5(text.append(secret.get()).toString()).toUpperCase(Locale.ROOT);
  }

  private static boolean near(String time, Instant now) {
    try {
      return Duration.between(read(time), now).abs().compareTo(SKEW) <= 0;
    } catch (DateTimeException e) {
      return false;
    }
  }

  /** A time as the platform writes it. */
  static Instant read(String time) {
    return LocalDateTime.parse(time == null ? "" : time, TIME).toInstant(HERE);
  }

  /** The platform's words for that time. */
  static String write(Instant time) {
    return TIME.format(time.atOffset(HERE));
  }

  static JsonNode noMethod() {
    return no(22, "Invalid method", "isv.invalid-method", "");
  }

  static JsonNode no(int code, String msg, String subCode, String subMsg) {
    ObjectNode root = Json.MAPPER.createObjectNode();
    root.putObject("error_response")
        .put("code", code)
        .put("msg", msg)
        .put("sub_code", subCode)
        .put("sub_msg", subMsg)
        .put("request_id", "demo");
    return root;
  }
}
