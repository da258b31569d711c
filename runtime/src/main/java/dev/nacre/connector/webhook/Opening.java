package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.webhook.Decrypt.Iv;
import dev.nacre.connector.webhook.Decrypt.KeyAs;
import dev.nacre.event.Finding;
import dev.nacre.security.signing.Encoded;
import dev.nacre.security.signing.Signature.Algorithm;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Reads an encrypted payload. Only for requests that were proven before: who could have anything
 * decrypted would learn from what becomes of it.
 */
record Opening(Decrypt how, String secret) {
  private static final int BLOCK = 16;

  /** Some senders fill up to 32 bytes, though a block has 16. */
  private static final int MOST_FILLING = 32;

  /** Random bytes that stand before the length. */
  private static final int RANDOM = 16;

  /** What was encrypted; null with a finding when it can't be read. */
  @Nullable JsonNode open(JsonNode body, List<Finding> findings) {
    JsonNode sealed = Incoming.in(body, how.at());
    if (!sealed.isTextual()) {
      findings.add(Finding.of("decrypt_nothing", how.at()));
      return null;
    }
    try {
      byte[] plain = unfilled(decrypted(Base64.getDecoder().decode(sealed.textValue().strip())));
      return Payloads.read(how.recipient() == null ? plain : unframed(plain), findings);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      findings.add(Finding.of("decrypt_failed", how.at(), how.key().secret()));
      return null;
    }
  }

  private byte[] decrypted(byte[] sealed) throws GeneralSecurityException {
    byte[] key =
        how.keyAs() == KeyAs.SHA256
            ? Encoded.digest(Algorithm.SHA256, new byte[0], secret.getBytes(StandardCharsets.UTF_8))
            : Base64.getDecoder().decode(secret.strip());
    if (key.length != 2 * BLOCK || sealed.length < 2 * BLOCK) {
      throw new IllegalArgumentException("no key, or nothing encrypted");
    }
    boolean front = how.iv() == Iv.FRONT;
    byte[] iv = Arrays.copyOf(front ? sealed : key, BLOCK);
    int from = front ? BLOCK : 0;
    Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
    cipher.init(Cipher.DECRYPT_MODE, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
    return cipher.doFinal(sealed, from, sealed.length - from);
  }

  private static byte[] unfilled(byte[] plain) {
    int filling = plain[plain.length - 1];
    int end = plain.length - filling;
    boolean right = filling >= 1 && filling <= MOST_FILLING && end >= 0;
    for (int i = end; right && i < plain.length; i++) {
      right = plain[i] == filling;
    }
    if (!right) {
      throw new IllegalArgumentException("filled up otherwise");
    }
    return Arrays.copyOf(plain, end);
  }

  /** The text between its length and whom it is for. */
  private byte[] unframed(byte[] plain) {
    int start = RANDOM + Integer.BYTES;
    int length = plain.length < start ? -1 : ByteBuffer.wrap(plain).getInt(RANDOM);
    if (length < 0 || length > plain.length - start) {
      throw new IllegalArgumentException("no length");
    }
    String recipient =
        new String(plain, start + length, plain.length - start - length, StandardCharsets.UTF_8);
    if (!recipient.equals(how.recipient())) {
      throw new IllegalArgumentException("for somebody else");
    }
    return Arrays.copyOfRange(plain, start, start + length);
  }
}
