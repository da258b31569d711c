package dev.nacre.record.file;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** A file on its way in: on disk, never whole in memory, its size and hash counted as it comes. */
record Upload(Path path, String hash, long size) implements AutoCloseable {
  private static final int BUFFER = 64 << 10;

  static Upload receive(InputStream content, long most) throws IOException {
    Path path = Files.createTempFile("nacre-", ".upload");
    boolean whole = false;
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      long size = 0;
      try (OutputStream out = Files.newOutputStream(path)) {
        byte[] buffer = new byte[BUFFER];
        for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
          size += count;
          if (size > most) {
            throw FileRefusedException.tooLarge(most);
          }
          digest.update(buffer, 0, count);
          out.write(buffer, 0, count);
        }
      }
      if (size == 0) {
        throw FileRefusedException.of("upload_empty");
      }
      whole = true;
      return new Upload(path, HexFormat.of().formatHex(digest.digest()), size);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    } finally {
      if (!whole) {
        Files.deleteIfExists(path);
      }
    }
  }

  @Override
  public void close() throws IOException {
    Files.deleteIfExists(path);
  }
}
