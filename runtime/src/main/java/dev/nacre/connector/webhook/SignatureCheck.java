package dev.nacre.connector.webhook;

import dev.nacre.connector.PushKind.Request;
import dev.nacre.connector.RefusedException;
import dev.nacre.connector.webhook.WebhookConnector.Encoding;
import dev.nacre.connector.webhook.WebhookConnector.Signature;
import dev.nacre.metadata.Problem;
import dev.nacre.security.signing.Encoded;
import dev.nacre.security.signing.Signature.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Checks who sent a request. Every refusal reads the same, so that nobody learns how to guess. */
final class SignatureCheck {
  private SignatureCheck() {}

  /**
   * Checks.
   *
   * @param secrets a proof by any of them will do
   * @throws RefusedException with 401 when it isn't the sender
   */
  static void check(Signature signature, List<String> secrets, Request request) {
    String given = request.headers().get(signature.header());
    String prefix = signature.prefix() == null ? "" : signature.prefix();
    if (given == null || !given.startsWith(prefix)) {
      throw refused(signature);
    }
    byte[] proof = given.substring(prefix.length()).strip().getBytes(StandardCharsets.UTF_8);
    boolean proven = false;
    for (String secret : secrets) {
      proven |= MessageDigest.isEqual(proof(signature, secret, request, proof), proof);
    }
    if (!proven) {
      throw refused(signature);
    }
  }

  private static byte[] proof(Signature signature, String secret, Request request, byte[] given) {
    byte[] stamp = stamp(signature, request.headers(), request.now());
    byte[] body = request.body();
    String expected =
        switch (signature.type()) {
          case TOKEN -> secret;
          case HMAC_SHA256 -> mac(Algorithm.HMAC_SHA256, signature, secret, stamp, body);
          case HMAC_SHA1 -> mac(Algorithm.HMAC_SHA1, signature, secret, stamp, body);
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
      Algorithm algorithm, Signature signature, String secret, byte[] stamp, byte[] body) {
    byte[] key = secret.getBytes(StandardCharsets.UTF_8);
    return Encoded.written(
        Encoded.digest(algorithm, key, stamp, body),
        signature.encoding() == Encoding.BASE64
            ? dev.nacre.security.signing.Signature.Encoding.BASE64
            : dev.nacre.security.signing.Signature.Encoding.HEX);
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
