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
 * @param encoding null means what a byte order mark says, else UTF-8 when the file is valid UTF-8,
 *     else GB18030, which Chinese spreadsheets write
 * @param header whether the first line names the columns; else they are called 1, 2, 3
 */
public record CsvFormat(@Nullable Character delimiter, @Nullable Charset encoding, boolean header) {
  /** Everything is found out; the first line names the columns. */
  public static final CsvFormat AUTOMATIC = new CsvFormat(null, null, true);

  private static final String DELIMITERS = ",;\t|";

  char delimiter(String firstLine) {
    if (delimiter != null) {
      return delimiter;
    }
    char best = ',';
    long most = 0;
    for (int i = 0; i < DELIMITERS.length(); i++) {
      char candidate = DELIMITERS.charAt(i);
      long count = firstLine.chars().filter(c -> c == candidate).count();
      if (count > most) {
        best = candidate;
        most = count;
      }
    }
    return best;
  }

  Charset encoding(Path file) throws IOException {
    if (encoding != null) {
      return encoding;
    }
    try (InputStream in = Files.newInputStream(file)) {
      int first = in.read();
      int second = in.read();
      if ((first == 0xFE && second == 0xFF) || (first == 0xFF && second == 0xFE)) {
        return StandardCharsets.UTF_16;
      }
    }
    return validUtf8(file) ? StandardCharsets.UTF_8 : Charset.forName("GB18030");
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
