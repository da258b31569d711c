package dev.nacre.record.file;

import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What files may be called. */
final class FileNames {
  private static final int LONGEST = 200;

  private FileNames() {}

  /** The name in one spelling; a path is refused, since nothing good comes with one. */
  static String checked(@Nullable String name) {
    String plain = name == null ? "" : Normalizer.normalize(name, Normalizer.Form.NFC).strip();
    if (plain.isEmpty()) {
      throw FileRefusedException.of("upload_nameless");
    }
    boolean path =
        plain.indexOf('/') >= 0
            || plain.indexOf('\\') >= 0
            || plain.equals("..")
            || plain.equals(".");
    boolean control = plain.codePoints().anyMatch(c -> Character.isISOControl(c) || isDirection(c));
    if (path || control || plain.codePointCount(0, plain.length()) > LONGEST) {
      String shown = plain.replaceAll("\\p{Cntrl}", "␀");
      throw FileRefusedException.of(
          "upload_name", shown.length() > 60 ? shown.substring(0, 57) + "..." : shown, LONGEST);
    }
    return plain;
  }

  /** Marks that turn the direction of writing make {@code exe.gpj} read like {@code jpg.exe}. */
  private static boolean isDirection(int c) {
    return (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
}
