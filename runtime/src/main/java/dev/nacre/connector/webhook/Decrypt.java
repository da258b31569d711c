package dev.nacre.connector.webhook;

import dev.nacre.connector.webhook.WebhookConnector.SecretName;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/**
 * How an encrypted payload is read: Base64 of AES-256 in CBC mode, filled up as PKCS #7 says.
 *
 * @param at pointer to the encrypted text
 * @param key what it is encrypted with
 * @param keyAs what the key's text is; null means Base64
 * @param iv what the first block is mixed with; null means the key's first 16 bytes
 * @param recipient who stands behind the text, for senders that put 16 random bytes and its length
 *     before it: what is for somebody else isn't read. Null means that there is the text alone
 */
public record Decrypt(
    @NotEmpty String at,
    @NotNull SecretName key,
    @Nullable KeyAs keyAs,
    @Nullable Iv iv,
    @Nullable String recipient) {

  /** How a text becomes 32 bytes. */
  public enum KeyAs {
    /** It is Base64 of them. */
    BASE64,
    /** They are its SHA-256. */
    SHA256
  }

  /** Where the first block comes from. */
  public enum Iv {
    /** From the key. */
    KEY,
    /** It stands before what is encrypted. */
    FRONT
  }
}
