package dev.nacre.connector.webhook;

import dev.nacre.connector.RefusedException;
import dev.nacre.connector.webhook.Proof.Encoding;
import dev.nacre.metadata.Problem;
import dev.nacre.security.signing.Encoded;
import dev.nacre.security.signing.Signature;
import dev.nacre.security.signing.Signature.Algorithm;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Checks who sent a request. Every refusal reads the same, so that nobody learns how to guess. */
record SignatureCheck(Proof proof, Incoming incoming) {

  /**
   * Checks.
   *
   * @param secrets a proof by any of them will do
   * @throws RefusedException with 401 when it isn't the sender
   */
  void check(List<String> secrets) {
    String given = incoming.at(proof.place(), proof.named());
    String prefix = proof.prefix() == null ? "" : proof.prefix();
    if (given == null || !given.startsWith(prefix)) {
      throw refused(proof);
    }
    byte[] sent = bytes(given.substring(prefix.length()).strip());
    boolean proven = false;
    for (String secret : secrets) {
      proven |= MessageDigest.isEqual(bytes(expected(secret, sent)), sent);
    }
    if (!proven) {
      throw refused(proof);
    }
  }

  private String expected(String secret, byte[] given) {
    Signature recipe = proof.recipe();
    return switch (proof.type()) {
      case TOKEN -> secret;
      case HMAC_SHA256 -> mac(Algorithm.HMAC_SHA256, secret, given);
      case HMAC_SHA1 -> mac(Algorithm.HMAC_SHA1, secret, given);
      case RECIPE -> {
        if (recipe == null) {
          throw refused(proof); // told when it was checked
        }
        yield new Recipe(proof, recipe, incoming).sign(secret);
      }
    };
  }

  private String mac(Algorithm algorithm, String secret, byte[] given) {
    byte[] digest = Encoded.digest(algorithm, bytes(secret), stamp(), incoming.request().body());
    if (proof.encoding() == Encoding.BASE64) {
      return Encoded.written(digest, Signature.Encoding.BASE64);
    }
    String hex = Encoded.written(digest, Signature.Encoding.HEX);
    return isUpperHex(given) ? hex.toUpperCase(Locale.ROOT) : hex;
  }

  private static boolean isUpperHex(byte[] text) {
    for (byte b : text) {
      if (b >= 'a' && b <= 'f') {
        return false;
      }
    }
    return true;
  }

  /** What is signed before the body: the time of sending, when it is part of it. */
  private byte[] stamp() {
    if (proof.timestampHeader() == null) {
      return new byte[0];
    }
    String text = incoming.request().headers().get(proof.timestampHeader());
    fresh(proof, text == null ? null : seconds(text), incoming.request().now());
    return bytes(text + ".");
  }

  private static @Nullable Instant seconds(String text) {
    try {
      long number = Long.parseLong(text.strip());
      return number < 100_000_000_000L
          ? Instant.ofEpochSecond(number)
          : Instant.ofEpochMilli(number);
    } catch (NumberFormatException e) {
      return null;
    }
  }

  /** Refuses what wasn't sent just now. */
  static void fresh(Proof proof, @Nullable Instant sent, Instant now) {
    if (sent == null || Duration.between(sent, now).abs().compareTo(proof.allowed()) > 0) {
      throw refused(proof);
    }
  }

  static RefusedException refused(Proof proof) {
    String code = proof.type() == Proof.Type.RECIPE ? "signature_wrong_recipe" : "signature_wrong";
    return new RefusedException(401, List.of(Problem.at("", code, proof.named())));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
