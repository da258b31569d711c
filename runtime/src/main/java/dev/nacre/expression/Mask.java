package dev.nacre.expression;

import java.util.Locale;
import java.util.Optional;

/** Covers what should not be read: {@code 138****5678}, {@code 张*}. */
public enum Mask {
  /** Keeps three digits in front and four behind. */
  PHONE,
  /** Keeps the first character. */
  NAME,
  /** Keeps the first character and the domain. */
  EMAIL,
  /** Keeps the last four. */
  CARD,
  /** Keeps the first six, which tell the district. */
  ADDRESS,
  /** Keeps nothing. */
  ALL;

  private static final String COVER = "****";

  /** The kind with that id, such as {@code phone}. */
  public static Optional<Mask> byId(String id) {
    for (Mask mask : values()) {
      if (mask.name().toLowerCase(Locale.ROOT).equals(id)) {
        return Optional.of(mask);
      }
    }
    return Optional.empty();
  }

  /** The kind that fits a text by its looks. */
  public static Mask guess(String text) {
    long digits = text.chars().filter(Character::isDigit).count();
    int length = text.codePointCount(0, text.length());
    if (text.indexOf('@') > 0) {
      return EMAIL;
    }
    if (digits >= 7 && digits * 10 >= length * 7L) {
      return digits >= 15 ? CARD : PHONE;
    }
    return length <= 4 ? NAME : ADDRESS;
  }

  /** The text, covered; never longer by what it hides. */
  public String cover(String text) {
    int length = text.codePointCount(0, text.length());
    return switch (this) {
      case PHONE -> length >= 11 ? keep(text, 3, 4) : length >= 7 ? keep(text, 2, 2) : COVER;
      case NAME -> length == 0 ? "" : first(text, 1) + "*".repeat(Math.clamp(length - 1, 1, 3));
      case EMAIL -> {
        int at = text.lastIndexOf('@');
        yield at < 1 ? COVER : first(text, 1) + "***" + text.substring(at);
      }
      case CARD -> length > 8 ? keep(text, 0, 4) : COVER;
      case ADDRESS -> length > 9 ? keep(text, 6, 0) : length > 4 ? keep(text, 2, 0) : COVER;
      case ALL -> COVER;
    };
  }

  private static String keep(String text, int front, int back) {
    int length = text.codePointCount(0, text.length());
    return first(text, front) + COVER + text.substring(text.offsetByCodePoints(0, length - back));
  }

  private static String first(String text, int count) {
    return text.substring(0, text.offsetByCodePoints(0, count));
  }
}
