package dev.nacre.security;

/** Covers values: enough stays to recognise one's own, not enough to use somebody else's. */
public final class Masks {
  private static final int PHONE = 7;

  private Masks() {}

  /**
   * A phone keeps its first three and last four characters, a name its first, anything else too.
   */
  public static String mask(String value) {
    boolean digits = value.chars().filter(Character::isDigit).count() >= PHONE;
    if (digits && value.length() > PHONE) {
      return value.substring(0, 3)
          + "*".repeat(value.length() - PHONE)
          + value.substring(value.length() - 4);
    }
    int first = value.isEmpty() ? 0 : Character.charCount(value.codePointAt(0));
    return value.isEmpty()
        ? ""
        : value.substring(0, first)
            + "*".repeat(Math.max(1, value.codePointCount(first, value.length())));
  }
}
