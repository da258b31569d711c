package dev.nacre.security.signing;

import dev.nacre.security.signing.Signature.Algorithm;
import dev.nacre.security.signing.Signature.Encode;
import dev.nacre.security.signing.Signature.Encoding;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/** Text and bytes, written otherwise. */
public final class Encoded {
  private Encoded() {}

  /** As RFC 3986 has it, which web forms read, too. */
  public static String url(String text) {
    return java(text).replace("+", "%20").replace("*", "%2A").replace("%7E", "~");
  }

  /** As of an address or a web form. */
  public static String url(Map<String, String> values) {
    return values.entrySet().stream()
        .map(e -> url(e.getKey()) + "=" + url(e.getValue()))
        .collect(Collectors.joining("&"));
  }

  private static String java(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }

  static String text(String text, @Nullable Encode how) {
    return switch (how) {
      case null -> text;
      case URL -> url(text);
      case URL_JAVA -> java(text);
    };
  }

  /** A digest, written. */
  public static String written(byte[] digest, @Nullable Encoding how) {
    return switch (how) {
      case null -> HexFormat.of().formatHex(digest);
      case HEX -> HexFormat.of().formatHex(digest);
      case HEX_UPPER -> HexFormat.of().withUpperCase().formatHex(digest);
      case BASE64 -> Base64.getEncoder().encodeToString(digest);
      case BASE64_OF_HEX ->
          Base64.getEncoder()
              .encodeToString(HexFormat.of().formatHex(digest).getBytes(StandardCharsets.US_ASCII));
    };
  }

  /**
   * The digest of texts, one behind the other.
   *
   * @param key of an HMAC; the others have none
   */
  public static byte[] digest(Algorithm algorithm, byte[] key, byte[]... texts) {
    return switch (algorithm) {
      case MD5 -> plain("MD5", texts);
      case SHA1 -> plain("SHA-1", texts);
      case SHA256 -> plain("SHA-256", texts);
      case SHA512 -> plain("SHA-512", texts);
      case HMAC_MD5 -> keyed("HmacMD5", key, texts);
      case HMAC_SHA1 -> keyed("HmacSHA1", key, texts);
      case HMAC_SHA256 -> keyed("HmacSHA256", key, texts);
      case HMAC_SHA512 -> keyed("HmacSHA512", key, texts);
      case NONE -> joined(texts);
    };
  }

  private static byte[] plain(String name, byte[]... texts) {
    try {
      MessageDigest digest = MessageDigest.getInstance(name);
      for (byte[] text : texts) {
        digest.update(text);
      }
      return digest.digest();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static byte[] keyed(String name, byte[] key, byte[]... texts) {
    try {
      Mac mac = Mac.getInstance(name);
      mac.init(new SecretKeySpec(key, name));
      for (byte[] text : texts) {
        mac.update(text);
      }
      return mac.doFinal();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(name, e);
    }
  }

  private static byte[] joined(byte[]... texts) {
    var all = new java.io.ByteArrayOutputStream();
    for (byte[] text : texts) {
      all.writeBytes(text);
    }
    return all.toByteArray();
  }
}
