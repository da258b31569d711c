package dev.nacre.security;

import dev.nacre.storage.Believed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Keys by which programs act for an account. A key is shown once; only its hash is kept. */
@Singleton
public final class ApiKeys {
  private static final int BYTES = 32;
  private static final int MANY = 10_000;

  private final Identities identities;
  private final Audit audit;
  private final InstantSource clock;
  private final SecureRandom random = new SecureRandom();
  private final Believed<String, Optional<ApiKey>> known =
      new Believed<>(Identities.BELIEVED, MANY);

  ApiKeys(Identities identities, Audit audit, InstantSource clock) {
    this.identities = identities;
    this.audit = audit;
    this.clock = clock;
  }

  /**
   * Makes a key for that account.
   *
   * @param expiresAt null means never
   * @return the key, which can't be had again
   */
  public String create(String user, String name, @Nullable Instant expiresAt, Identity by) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    String key =
        ApiKeyRequest.PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              var row = new ApiKey();
              row.hash = hash(key);
              row.id = UUID.randomUUID();
              row.userId = user;
              row.name = name;
              row.expiresAt = expiresAt;
              row.persist();
              audit.log(by, "key_create", null, user + " " + name);
            });
    return key;
  }

  /** Whose key that is, without asking the database; empty when it must be asked. */
  Optional<Identity> believed(String key) {
    Optional<ApiKey> row = known.peek(hash(key));
    return row == null || row.filter(this::lasts).isEmpty()
        ? Optional.empty()
        : identities.believed(row.get().userId).map(Identities.Known::identity);
  }

  /** Whose key that is; empty when it is nobody's, or has ended. */
  Optional<Identity> holder(String key) {
    return row(key).filter(this::lasts).flatMap(row -> identities.find(row.userId));
  }

  /** Whether there was such a key. */
  boolean ended(String key) {
    return row(key).filter(row -> !lasts(row)).isPresent();
  }

  private boolean lasts(ApiKey row) {
    return row.expiresAt == null || clock.instant().isBefore(row.expiresAt);
  }

  private Optional<ApiKey> row(String key) {
    return known.get(
        hash(key),
        hash ->
            QuarkusTransaction.joiningExisting()
                .call(() -> Optional.ofNullable(ApiKey.findById(hash))));
  }

  private static String hash(String key) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
