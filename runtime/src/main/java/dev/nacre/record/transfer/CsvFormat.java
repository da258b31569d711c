package dev.nacre.record.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How a CSV file is written; what isn't given is found out.
 *
 * @param delimiter null means whichever of comma, semicolon, tab and bar the first line has most of
 * @param encoding null means what a byte order mark says or UTF-16 looks like, else UTF-8 when the
 *     file is valid UTF-8, else GB18030, which Chinese spreadsheets write
 * @param header whether the first line names the columns; else they are called 1, 2, 3
 */
public record CsvFormat(@Nullable Character delimiter, @Nullable Charset encoding, boolean header) {
  /** Everything is found out; the first line names the columns. */
  public static final CsvFormat AUTOMATIC = new CsvFormat(null, null, true);

  private static final String DELIMITERS = ",;\t|";
  private static final int LOOKED_AT = 4_096;

  char delimiter(String firstLine) {
    if (delimiter != null) {
      return delimiter;
    }
    char best = ',';
    long most = 0;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char candidate = DELIMITERS.charAt(i);
      long count = outsideQuotes(firstLine, candidate);
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  private static long outsideQuotes(String line, char candidate) {
    long count = 0;
    boolean quoted = false;
    for (int i = 0; i < line.length(); i++) {
      quoted ^= line.charAt(i) == '"';
      count += !quoted && line.charAt(i) == candidate ? 1 : 0;
    }
    return count;
  }

  Charset encoding(Path file) throws IOException {
    if (encoding != null) {
      return encoding;
    }
    byte[] head;
    try (InputStream in = Files.newInputStream(file)) {
      head = in.readNBytes(LOOKED_AT);
    }
    Charset wide = wide(head);
    if (wide != null) {
      return wide;
    }
    return validUtf8(file) ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
  }

  /** UTF-16 by its mark, or by the zeros in every other byte of what is mostly ASCII. */
  private static @Nullable Charset wide(byte[] head) {
    if (head.length >= 2) {
      int mark = (head[0] & 0xFF) << 8 | (head[1] & 0xFF);
      if (mark == 0xFEFF || mark == 0xFFFE) {
        return StandardCharsets.UTF_16;
      }
    }
    int even = 0;
    int odd = 0;
    for (int i = 0; i < head.length; i++) {
      even += head[i] == 0 && i % 2 == 0 ? 1 : 0;
      odd += head[i] == 0 && i % 2 == 1 ? 1 : 0;
    }
    int few = head.length / 10;
    if (odd > few && even == 0) {
      return StandardCharsets.UTF_16LE;
    }
    if (even > few && odd == 0) {
      return StandardCharsets.UTF_16BE;
    }
    return null;
  }

  private static boolean validUtf8(Path file) throws IOException {
    CharsetDecoder decoder =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT);
    ByteBuffer bytes = ByteBuffer.allocate(1 << 16);
    CharBuffer chars = CharBuffer.allocate(1 << 16);
    try (InputStream in = Files.newInputStream(file)) {
      while (true) {
        int read = in.read(bytes.array(), bytes.position(), bytes.remaining());
        bytes.position(bytes.position() + Math.max(read, 0)).flip();
        CoderResult result = decoder.decode(bytes, chars, read < 0);
        chars.clear();
        bytes.compact();
        if (result.isError()) {
          return false;
        }
        if (read < 0) {
          return true;
        }
      }
    }
  }
}
