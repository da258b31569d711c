package dev.nacre.security.signing;

import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How something is signed: parameters joined to one text, the secret around it or as the key, that
 * text encoded, a digest of it, the digest written.
 *
 * <p>In {@code prefix}, {@code suffix}, {@code text}, {@code keyText} and {@code value}, {@code
 * {name}} stands for a parameter or else a header; {@code {secret}}, {@code {method}}, {@code
 * {path}} and {@code {body}} for what they say, unless a parameter is called so. {@code {name:url}}
 * is the same, encoded; see {@link Filter}.
 *
 * @param secretAt where the secret stands around the text; null means nowhere
 * @param encoding of the digest; null means hex in small letters
 * @param param name of the parameter with the signature; null means {@code sign}
 * @param in where signature, time and nonce travel; null means the query
 * @param timestamp the time of the call, a parameter like the others
 * @param nonce something random, a parameter like the others
 * @param body name under which the body counts as a parameter, byte for byte as it is sent
 * @param secretAs name under which the secret counts as a parameter
 * @param join how parameters, sorted, become one text; null means {@code pairs}
 * @param between between a name and its value; null means nothing
 * @param separator between parameters; null means nothing
 * @param only the parameters that are signed; null means all
 * @param except parameters that aren't signed
 * @param prefix before the joined parameters
 * @param suffix behind them
 * @param text what is signed instead of the joined parameters
 * @param encode how the whole text is encoded before the digest; null means not at all
 * @param keyText what an HMAC is keyed with; null means the secret
 * @param value what is sent, {@code {sign}} being the signature; null means the signature alone
 */
public record Signature(
    @NotNull Algorithm algorithm,
    @Nullable SecretAt secretAt,
    @Nullable Encoding encoding,
    @Nullable String param,
    @Nullable Place in,
    @Nullable Timestamp timestamp,
    @Nullable Nonce nonce,
    @Nullable String body,
    @Nullable String secretAs,
    @Nullable Join join,
    @Nullable String between,
    @Nullable String separator,
    @Nullable List<String> only,
    @Nullable List<String> except,
    @Nullable String prefix,
    @Nullable String suffix,
    @Nullable String text,
    @Nullable Encode encode,
    @Nullable String keyText,
    @Nullable String value) {

  /** The digests there are; {@code none} is the text itself. */
  public enum Algorithm {
    MD5,
    SHA1,
    SHA256,
    SHA512,
    HMAC_MD5,
    HMAC_SHA1,
    HMAC_SHA256,
    HMAC_SHA512,
    NONE
  }

  /** Where a secret stands around the text. */
  public enum SecretAt {
    NONE,
    BEFORE,
    AFTER,
    BOTH
  }

  /** How a digest is written; {@code base64_of_hex} is that of the small hex letters. */
  public enum Encoding {
    HEX,
    HEX_UPPER,
    BASE64,
    BASE64_OF_HEX
  }

  /** How parameters, sorted by name, become one text. */
  public enum Join {
    /** Names and values. */
    PAIRS,
    /** Values alone, in the order of their names. */
    VALUES,
    /** Values alone, in their own order. */
    SORTED_VALUES,
    /** {@code 06-appkey:0005-demo2}, with the length in characters before names and values. */
    LENGTHS
  }

  /** How text is made fit for an address. */
  public enum Encode {
    /** As RFC 3986 has it: a space is {@code %20}. */
    URL,
    /** As Java's {@code URLEncoder} and web forms have it: a space is {@code +}. */
    URL_JAVA
  }

  /** Where a value travels. */
  public enum Place {
    HEADER,
    QUERY,
    FORM,
    BODY
  }

  /** What {@code {name:filter}} does to a value; the digests are in small hex letters. */
  public enum Filter {
    URL,
    URL_JAVA,
    BASE64,
    MD5,
    SHA1,
    SHA256
  }

  /**
   * The time of a call.
   *
   * @param format {@code epoch_seconds}, {@code epoch_millis}, {@code iso}, or a pattern such as
   *     {@code yyyy-MM-dd HH:mm:ss} in the connector's zone
   */
  public record Timestamp(@NotEmpty String param, @NotEmpty String format) {}

  /**
   * Something random.
   *
   * @param format null means {@code uuid}
   * @param length of letters or digits; null means 16
   */
  public record Nonce(
      @NotEmpty String param,
      @Nullable NonceFormat format,
      @Min(4) @Max(64) @Nullable Integer length) {}

  /** What something random is made of. */
  public enum NonceFormat {
    UUID,
    LETTERS,
    DIGITS
  }
}
