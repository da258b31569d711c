package dev.nacre.connector.http;

import dev.nacre.connector.http.HttpConnector.Encoding;
import dev.nacre.connector.http.HttpConnector.SecretAt;
import dev.nacre.connector.http.HttpConnector.Signature;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Signs the parameters of a call: raw values, as they are before they are encoded. */
final class Signer {
  private static final Pattern PLACE = Pattern.compile("\\{([A-Za-z0-9_.-]+)}");

  private Signer() {}

  /** The signature of those parameters. */
  static String sign(Signature how, Map<String, String> parameters, String secret) {
    byte[] bytes = text(how, parameters, secret).getBytes(StandardCharsets.UTF_8);
    byte[] digest = digest(how, bytes, secret.getBytes(StandardCharsets.UTF_8));
    return switch (how.encoding() == null ? Encoding.HEX : how.encoding()) {
      case HEX -> HexFormat.of().formatHex(digest);
      case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(digest);
      case BASE64 -> Base64.getEncoder().encodeToString(digest);
    };
  }

  /** What is signed. */
  static String text(Signature how, Map<String, String> parameters, String secret) {
    if (how.text() != null) {
      return PLACE
          .matcher(how.text())
          .replaceAll(
              place ->
                  Matcher.quoteReplacement(
                      place.group(1).equals("secret")
                          ? secret
                          : parameters.getOrDefault(place.group(1), "")));
    }
    String between = how.between() == null ? "" : how.between();
    String joined =
        new TreeMap<>(parameters)
            .entrySet().stream()
                .filter(e -> signed(how, e.getKey()))
                .map(e -> e.getKey() + between + e.getValue())
                .collect(Collectors.joining(how.separator() == null ? "" : how.separator()));
    return switch (how.secretAt() == null ? SecretAt.NONE : how.secretAt()) {
      case NONE -> joined;
      case BEFORE -> secret + joined;
      case AFTER -> joined + secret;
      case BOTH -> secret + joined + secret;
    };
  }

  private static boolean signed(Signature how, String name) {
    return (how.only() == null || how.only().contains(name))
        && (how.except() == null || !how.except().contains(name));
  }

  private static byte[] digest(Signature how, byte[] text, byte[] secret) {
    try {
      return switch (how.algorithm()) {
        case MD5 -> MessageDigest.getInstance("MD5").digest(text);
        case SHA1 -> MessageDigest.getInstance("SHA-1").digest(text);
        case SHA256 -> MessageDigest.getInstance("SHA-256").digest(text);
        case HMAC_MD5 -> mac("HmacMD5", text, secret);
        case HMAC_SHA1 -> mac("HmacSHA1", text, secret);
        case HMAC_SHA256 -> mac("HmacSHA256", text, secret);
      };
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] mac(String algorithm, byte[] text, byte[] secret)
      throws GeneralSecurityException {
    Mac mac = Mac.getInstance(algorithm);
    mac.init(new SecretKeySpec(secret, algorithm));
    return mac.doFinal(text);
  }
}
