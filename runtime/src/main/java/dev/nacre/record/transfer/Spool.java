package dev.nacre.record.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Uploads on disk, while a job works them: a request's stream ends with the request. */
public final class Spool {
  /** Larger uploads are refused, in bytes. */
  public static final long LARGEST = 1L << 30;

  private Spool() {}

  /**
   * Keeps what the stream has.
   *
   * @throws UnreadableFileException when it is larger than {@link #LARGEST}
   */
  public static Path keep(InputStream content) {
    try {
      Path file = Files.createTempFile("nacre-", ".upload");
      boolean whole = false;
      try {
        long size = Files.copy(new Bounded(content), file, StandardCopyOption.REPLACE_EXISTING);
        whole = size <= LARGEST;
      } finally {
        if (!whole) {
          Files.deleteIfExists(file);
        }
      }
      if (!whole) {
        throw UnreadableFileException.of("file_too_large", LARGEST >> 20);
      }
      return file;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** An empty file to write an upload into. */
  public static Path file() {
    try {
      return Files.createTempFile("nacre-", ".upload");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The same content once more. */
  public static Path copy(Path file) {
    try {
      return Files.copy(file, file(), StandardCopyOption.REPLACE_EXISTING);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Throws the file away. */
  public static void discard(Path file) {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      file.toFile().deleteOnExit();
    }
  }

  /** Ends a little above the bound, which is enough to know. */
  private static final class Bounded extends java.io.FilterInputStream {
    private long left = LARGEST + 1;

    Bounded(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int b = left > 0 ? super.read() : -1;
      left -= b < 0 ? 0 : 1;
      return b;
    }

    @Override
    public int read(byte[] buffer, int offset, int length) throws IOException {
      int count = left > 0 ? super.read(buffer, offset, (int) Math.min(length, left)) : -1;
      left -= Math.max(count, 0);
      return count;
    }
  }
}
