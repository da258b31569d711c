package dev.nacre.security;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.eclipse.microprofile.config.Config;
import org.jspecify.annotations.Nullable;

/**
 * The one key that everything sealed depends on: {@code NACRE_SECRET_KEY}, the same on every node,
 * or a file that only the owner of the data folder can read.
 */
public final class MasterKey {
  private static final int BYTES = 32;

  private final byte[] bytes;

  private MasterKey(byte[] bytes) {
    this.bytes = bytes;
  }

  /**
   * Reads the key; the file is made when there is none.
   *
   * @param folder the data folder
   * @param given the value of {@code NACRE_SECRET_KEY}; null or blank means the file decides
   */
  public static MasterKey load(Path folder, @Nullable String given) {
    if (given != null && !given.isBlank()) {
      return new MasterKey(derive(given.strip().getBytes(StandardCharsets.UTF_8), "master"));
    }
    Path file = folder.resolve("secret.key");
    try {
      if (!Files.exists(file)) {
        create(folder, file);
      }
      return new MasterKey(Base64.getDecoder().decode(Files.readString(file).strip()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The key of this installation, as it is set up. */
  public static MasterKey of(Config config) {
    // raw: a key may contain what looks like an expression
    String given = config.getConfigValue("nacre.secret-key").getRawValue();
    Path folder = Path.of(config.getOptionalValue("nacre.data", String.class).orElse("data"));
    return load(folder, given);
  }

  private static void create(Path folder, Path file) throws IOException {
    Files.createDirectories(folder);
    byte[] random = new byte[BYTES];
    new SecureRandom().nextBytes(random);
    try {
      Files.createFile(
          file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(file, Base64.getEncoder().encodeToString(random) + "\n");
    } catch (FileAlreadyExistsException e) {
      // somebody else was faster, and theirs will do
    }
  }

  /** A key for that one purpose, from which this one can't be found. */
  public byte[] derive(String purpose) {
    return derive(bytes, purpose);
  }

  /** The key under which the cookies of the sign-in page are encrypted. */
  public String forSessions() {
    return Base64.getEncoder().encodeToString(derive("sessions"));
  }

  private static byte[] derive(byte[] from, String purpose) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(from, "HmacSHA256"));
      return mac.doFinal(("nacre " + purpose).getBytes(StandardCharsets.UTF_8));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }
}
