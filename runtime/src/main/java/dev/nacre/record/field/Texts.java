package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.math.BigDecimal;
import java.text.Normalizer;
import org.jspecify.annotations.Nullable;

/** What every type that holds text agrees on. */
final class Texts {
  private static final int SHOWN = 60;

  private Texts() {}

  /** The text of a JSON string; null with a problem for anything else. */
  static @Nullable String read(JsonNode json, String pointer, Problems problems) {
    if (!json.isTextual()) {
      problems.add(pointer, "text_expected", shown(json));
      return null;
    }
    return json.textValue();
  }

  /** The text of a computed value; null when it is blank, which is empty. */
  static @Nullable String of(Object value) {
    String text =
        value instanceof BigDecimal number ? Decimals.plain(number).toPlainString() : "" + value;
    return text.isBlank() ? null : text;
  }

  /** As a person means it: full-width characters as plain ones, without spaces around. */
  static String plain(String text) {
    return Normalizer.normalize(text, Normalizer.Form.NFKC).strip();
  }

  /** Checks characters, length and pattern; null with problems when it doesn't fit. */
  static @Nullable String fit(
      String text,
      @Nullable Integer minLength,
      int maxLength,
      @Nullable String pattern,
      String pointer,
      Problems problems) {
    int refused = refused(text);
    if (refused >= 0) {
      problems.add(
          pointer, "text_character", "U+%04X".formatted((int) text.charAt(refused)), refused + 1);
      return null;
    }
    int length = text.codePointCount(0, text.length());
    if (length > maxLength) {
      problems.add(pointer, "too_long", length, maxLength);
      return null;
    }
    if (minLength != null && length < minLength) {
      problems.add(pointer, "too_short", length, minLength);
      return null;
    }
    return pattern == null || Patterns.fits(pattern, text, pointer, problems) ? text : null;
  }

  /** Problems of settings for text. */
  static void check(
      @Nullable Integer minLength,
      int maxLength,
      @Nullable String pattern,
      String pointer,
      Problems problems) {
    if (minLength != null && minLength > maxLength) {
      problems.add(pointer + "/minLength", "min_above_max", minLength, maxLength);
    }
    if (pattern != null) {
      Patterns.check(pattern, pointer + "/pattern", problems);
    }
  }

  /** A value as a problem names it: JSON, and never long. */
  static String shown(JsonNode json) {
    // a number may be written with an exponent that would fill the memory when written plainly
    return shorten(json.isNumber() ? json.numberValue().toString() : Json.write(json));
  }

  /** A value as a problem names it, never long. */
  static String shown(Object value) {
    return shorten(value.toString());
  }

  private static String shorten(String text) {
    return text.length() > SHOWN ? text.substring(0, SHOWN - 3) + "..." : text;
  }

  /**
   * Where the first character stands that no text may have: controls besides tab and line ends,
   * which PostgreSQL or people can't keep, and halves of surrogate pairs; -1 when there is none.
   */
  private static int refused(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if ((c < ' ' && c != '\t' && c != '\n' && c != '\r') || c == 0x7f) {
        return i;
      }
      if (Character.isHighSurrogate(c)
          && i + 1 < text.length()
          && Character.isLowSurrogate(text.charAt(i + 1))) {
        i++;
      } else if (Character.isSurrogate(c)) {
        return i;
      }
    }
    return -1;
  }
}
