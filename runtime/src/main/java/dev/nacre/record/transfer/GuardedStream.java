package dev.nacre.record.transfer;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * One XML part of a workbook on its way out of the zip. A small file can grow to any size there,
 * and a parser holds a name, a text or a comment as a whole: this stops both, before the parser
 * sees them, and document type declarations with them.
 */
final class GuardedStream extends FilterInputStream {
  /** The longest stretch without a tag, in bytes. */
  static final int LONGEST = 1 << 20;

  /** Sheets shrink to a fifth or a thirtieth; what shrinks more than this was made to burst. */
  private static final int STEEPEST = 200;

  /** Below this, no ratio is suspicious. */
  private static final long HARMLESS = 16L << 20;

  private enum At {
    TEXT,
    OPENED,
    DECLARED,
    SECTION
  }

  private final long most;
  private long count;
  private int run;
  private At at = At.TEXT;
  private int ends;
  private int before;

  /**
   * Guards a part.
   *
   * @param fileSize of the whole zip, in bytes
   * @param most how large the part may become, in bytes
   */
  GuardedStream(InputStream in, long fileSize, long most) {
    super(in);
    this.most = Math.min(most, Math.max(HARMLESS, fileSize * STEEPEST));
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    int read = super.read(buffer, offset, length);
    for (int i = offset; i < offset + read; i++) {
      look(buffer[i]);
    }
    count += Math.max(read, 0);
    if (count > most) {
      throw UnreadableFileException.of("xlsx_bomb", most >> 20);
    }
    return read;
  }

  private void look(int b) {
    if (++run > LONGEST) {
      throw UnreadableFileException.of("xlsx_bomb", LONGEST >> 20);
    }
    switch (at) {
      case TEXT -> {
        if (b == '<') {
          run = 0;
          at = At.OPENED;
        }
      }
      case OPENED -> {
        at = b == '!' ? At.DECLARED : b == '?' ? At.SECTION : At.TEXT;
        ends = b;
      }
      case DECLARED -> {
        if (b != '-' && b != '[') {
          throw UnreadableFileException.of("xlsx_doctype");
        }
        at = At.SECTION;
        ends = b == '-' ? '-' : ']';
      }
      case SECTION -> {
        if (b == '>' && before == ends) {
          at = At.TEXT;
        }
      }
    }
    before = b;
  }

  @Override
  public long skip(long n) throws IOException {
    return Math.max(0, read(new byte[(int) Math.min(n, 8192)], 0, (int) Math.min(n, 8192)));
  }

  @Override
  public boolean markSupported() {
    return false;
  }
}
