package dev.nacre.workspace.member;

import java.security.SecureRandom;

/** First passwords, easy to read out and hard to guess. */
final class Passwords {
  private static final int GROUPS = 4;
  private static final int LETTERS = 4;

  /** Without what looks alike. */
  private static final String KNOWN = "abcdefghijkmnpqrstuvwxyz23456789";

  private Passwords() {}

  /** Another one. */
  static String next() {
    var random = new SecureRandom();
    var text = new StringBuilder();
    for (int i = 0; i < GROUPS * LETTERS; i++) {
      if (i > 0 && i % LETTERS == 0) {
        text.append('-');
      }
      text.append(KNOWN.charAt(random.nextInt(KNOWN.length())));
    }
    return text.toString();
  }
}
