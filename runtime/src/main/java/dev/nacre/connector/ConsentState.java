package dev.nacre.connector;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * What goes to a service's page and comes back, so that nobody can slip us the leave of another
 * account: only who asked, for this connector, not long ago, comes back with it. It carries its own
 * proof; nothing is kept meanwhile.
 */
final class ConsentState {
  /** Somebody has to sign in there, look for a phone, and read. */
  static final Duration LASTS = Duration.ofMinutes(30);

  private static final Base64.Encoder TEXT = Base64.getUrlEncoder().withoutPadding();
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int NONCE = 16;
  private static final int HEAD = NONCE + Long.BYTES;
  private static final int PROOF = 16;

  private final byte[] key;

  /**
   * Whom a state is for.
   *
   * @param who asks, by id
   */
  record For(String app, String connector, String who, String redirect) {}

  ConsentState(byte[] key) {
    this.key = key.clone();
  }

  /** A new one. */
  String begin(For whom, Instant now) {
    byte[] nonce = new byte[NONCE];
    RANDOM.nextBytes(nonce);
    byte[] head =
        ByteBuffer.allocate(HEAD).put(nonce).putLong(now.plus(LASTS).getEpochSecond()).array();
    byte[] proof = Arrays.copyOf(mac(whom, head), PROOF);
    return TEXT.encodeToString(ByteBuffer.allocate(HEAD + PROOF).put(head).put(proof).array());
  }

  /** Whether one that came back is ours, for that, and not too old. */
  boolean holds(@Nullable String state, For whom, Instant now) {
    byte[] bytes;
    try {
      bytes = Base64.getUrlDecoder().decode(state == null ? "" : state);
    } catch (IllegalArgumentException e) {
      return false;
    }
    if (bytes.length != HEAD + PROOF) {
      return false;
    }
    byte[] head = Arrays.copyOf(bytes, HEAD);
    byte[] proof = Arrays.copyOfRange(bytes, HEAD, bytes.length);
    long until = ByteBuffer.wrap(head, NONCE, Long.BYTES).getLong();
    return MessageDigest.isEqual(proof, Arrays.copyOf(mac(whom, head), PROOF))
        && now.getEpochSecond() < until;
  }

  /** What only we know of a state, as RFC 7636 has it. */
  String verifier(String state) {
    return TEXT.encodeToString(mac("verifier\n" + state));
  }

  /** The digest of that. */
  String challenge(String state) {
    try {
      byte[] verifier = verifier(state).getBytes(StandardCharsets.US_ASCII);
      return TEXT.encodeToString(MessageDigest.getInstance("SHA-256").digest(verifier));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private byte[] mac(For whom, byte[] head) {
    // none of them has a line break in it
    return mac(
        String.join(
            "\n",
            "state",
            whom.app(),
            whom.connector(),
            whom.who(),
            whom.redirect(),
            TEXT.encodeToString(head)));
  }

  private byte[] mac(String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
