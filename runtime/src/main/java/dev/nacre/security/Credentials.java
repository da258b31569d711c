package dev.nacre.security;

import io.quarkus.elytron.security.common.BcryptUtil;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Checks passwords. BCrypt is slow on purpose, and HTTP Basic sends the password with every
 * request: so one that was right is remembered for a while, as a keyed hash that dies with this
 * process, and only as long as the account's BCrypt hash stays what it was.
 */
@Singleton
final class Credentials {
  private static final long REMEMBERED_NANOS = Duration.ofMinutes(10).toNanos();
  private static final int MANY = 10_000;

  private final Identities identities;
  private final Map<String, Right> remembered = new ConcurrentHashMap<>();
  private final SecretKeySpec key;
  // somebody who guesses names learns nothing from the time that the answer takes
  private final String nobodysHash = BcryptUtil.bcryptHash("nobody");

  @SuppressWarnings("ArrayRecordComponent") // never compared
  private record Right(byte[] mac, String passwordHash, long at) {}

  /**
   * Who proved to be who.
   *
   * @param stamp of the password that was right, or was when a session began: another password has
   *     another one, and tells nothing of the password itself
   */
  record Proven(Identity identity, String stamp) {
    private static final int STAMP = 16;

    static Proven of(Identities.Known known) {
      return new Proven(known.identity(), stamp(known.passwordHash()));
    }

    private static String stamp(@Nullable String passwordHash) {
      try {
        byte[] hash =
            MessageDigest.getInstance("SHA-256")
                .digest(String.valueOf(passwordHash).getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(hash).substring(0, STAMP);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  Credentials(Identities identities) {
    this.identities = identities;
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    this.key = new SecretKeySpec(random, "HmacSHA256");
  }

  /** Answers at once where nothing has to be read or computed slowly; else empty. */
  Optional<Proven> remembered(String user, String password) {
    return identities.believed(user).filter(known -> isRemembered(known, password)).map(Proven::of);
  }

  /** Answers; empty when there is no such active account or the password is wrong. */
  Optional<Proven> verify(String user, String password) {
    Optional<Identities.Known> known = identities.known(user);
    String hash = known.map(Identities.Known::passwordHash).orElse(null);
    if (hash == null) {
      BcryptUtil.matches(password, nobodysHash);
      return Optional.empty();
    }
    if (known.filter(k -> isRemembered(k, password)).isPresent()) {
      return known.map(Proven::of);
    }
    if (!BcryptUtil.matches(password, hash)) {
      return Optional.empty();
    }
    if (remembered.size() > MANY) {
      remembered.clear();
    }
    remembered.put(user, new Right(mac(user, password), hash, System.nanoTime()));
    return known.map(Proven::of);
  }

  private boolean isRemembered(Identities.Known known, String password) {
    Right right = remembered.get(known.account().id());
    return right != null
        && System.nanoTime() - right.at < REMEMBERED_NANOS
        && right.passwordHash.equals(known.passwordHash())
        && MessageDigest.isEqual(right.mac, mac(known.account().id(), password));
  }

  private byte[] mac(String user, String password) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(key);
      return mac.doFinal((user + "\0" + password).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
