package dev.nacre.connector.webhook;

import dev.nacre.connector.PushKind.Request;
import dev.nacre.connector.RefusedException;
import dev.nacre.connector.webhook.WebhookConnector.Encoding;
import dev.nacre.connector.webhook.WebhookConnector.Signature;
import dev.nacre.metadata.Problem;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Checks who sent a request. Every refusal reads the same, so that nobody learns how to guess. */
final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * Checks.
   *
   * @throws RefusedException with 401 when it isn't the sender
   */
  static void check(Signature signature, String secret, Request request) {
    String given = request.headers().get(signature.header());
    String prefix = signature.prefix() == null ? "" : signature.prefix();
    if (given == null || !given.startsWith(prefix)) {
      throw refused(signature);
    }
    byte[] proof = given.substring(prefix.length()).strip().getBytes(StandardCharsets.UTF_8);
    if (!MessageDigest.isEqual(proof(signature, secret, request, proof), proof)) {
      throw refused(signature);
    }
  }

  private static byte[] proof(Signature signature, String secret, Request request, byte[] given) {
    byte[] stamp = stamp(signature, request.headers(), request.now());
    byte[] body = request.body();
    String expected =
        switch (signature.type()) {
          case TOKEN -> secret;
          case HMAC_SHA256 -> mac("HmacSHA256", signature, secret, stamp, body);
          case HMAC_SHA1 -> mac("HmacSHA1", signature, secret, stamp, body);
        };
    boolean upper = signature.encoding() != Encoding.BASE64 && isUpperHex(given);
    return (upper && signature.type() != WebhookConnector.Type.TOKEN
            ? expected.toUpperCase(java.util.Locale.ROOT)
            : expected)
        .getBytes(StandardCharsets.UTF_8);
  }

  private static boolean isUpperHex(byte[] text) {
    for (byte b : text) {
      if (b >= 'a' && b <= 'f') {
        return false;
      }
    }
    return true;
  }

  private static String mac(
      String algorithm, Signature signature, String secret, byte[] stamp, byte[] body) {
    try {
      Mac mac = Mac.getInstance(algorithm);
      mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), algorithm));
      mac.update(stamp);
      byte[] digest = mac.doFinal(body);
      return signature.encoding() == Encoding.BASE64
          ? Base64.getEncoder().encodeToString(digest)
          : HexFormat.of().formatHex(digest);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(algorithm, e);
    }
  }

  /** What is signed before the body: the time of sending, when it is part of it. */
  private static byte[] stamp(Signature signature, Map<String, String> headers, Instant now) {
    if (signature.timestampHeader() == null) {
      return new byte[0];
    }
    String text = headers.get(signature.timestampHeader());
    Instant sent = text == null ? null : seconds(text);
    if (sent == null || Duration.between(sent, now).abs().compareTo(signature.allowed()) > 0) {
      throw refused(signature);
    }
    return (text + ".").getBytes(StandardCharsets.UTF_8);
  }

  private static @org.jspecify.annotations.Nullable Instant seconds(String text) {
    try {
      long number = Long.parseLong(text.strip());
      return number < 100_000_000_000L
          ? Instant.ofEpochSecond(number)
          : Instant.ofEpochMilli(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  private static RefusedException refused(Signature signature) {
    return new RefusedException(
        401, List.of(Problem.at("", "signature_wrong", signature.header())));
  }
}
