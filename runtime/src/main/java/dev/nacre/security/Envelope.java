package dev.nacre.security;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * A sealed secret: AES-256-GCM under a key of its own, and that key sealed under the master key, so
 * that changing the master key means sealing keys anew and no secret.
 *
 * @param wrapped the secret's key
 * @param sealed the secret
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record Envelope(byte[] wrapped, byte[] sealed) {
  private static final int KEY_BYTES = 32;
  private static final int NONCE_BYTES = 12;
  private static final int TAG_BITS = 128;
  private static final SecureRandom RANDOM = new SecureRandom();

  /**
   * Seals.
   *
   * @param place what the secret belongs to; opening it as another's fails
   */
  static Envelope seal(byte[] masterKey, String place, String secret) {
    byte[] key = random(KEY_BYTES);
    byte[] sealed = encrypt(key, place, secret.getBytes(StandardCharsets.UTF_8));
    return new Envelope(encrypt(masterKey, place, key), sealed);
  }

  /**
   * Opens.
   *
   * @throws IllegalStateException when the master key or the place isn't the one it was sealed for
   */
  String open(byte[] masterKey, String place) {
    byte[] key = decrypt(masterKey, place, wrapped);
    return new String(decrypt(key, place, sealed), StandardCharsets.UTF_8);
  }

  private static byte[] encrypt(byte[] key, String place, byte[] plain) {
    byte[] nonce = random(NONCE_BYTES);
    byte[] text = run(Cipher.ENCRYPT_MODE, key, nonce, place, plain);
    return ByteBuffer.allocate(nonce.length + text.length).put(nonce).put(text).array();
  }

  private static byte[] decrypt(byte[] key, String place, byte[] sealed) {
    byte[] nonce = Arrays.copyOf(sealed, NONCE_BYTES);
    byte[] text = Arrays.copyOfRange(sealed, NONCE_BYTES, sealed.length);
    return run(Cipher.DECRYPT_MODE, key, nonce, place, text);
  }

  private static byte[] run(int mode, byte[] key, byte[] nonce, String place, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place.getBytes(StandardCharsets.UTF_8));
      return cipher.doFinal(input);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("a secret of " + place + " can't be opened", e);
    }
  }

  private static byte[] random(int bytes) {
    byte[] result = new byte[bytes];
    RANDOM.nextBytes(result);
    return result;
  }
}
