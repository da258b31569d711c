package dev.nacre.metadata;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Guesses which name was meant. */
public final class Suggestions {
  /** Names are shorter; what is longer was never meant as one. */
  private static final int LONGEST = 80;

  private Suggestions() {}

  /** The known name nearest to a wrong one, if any is near enough to be meant. */
  public static Optional<String> nearest(String wrong, Collection<String> known) {
    if (wrong.length() > LONGEST) {
      return Optional.empty();
    }
    String lower = wrong.toLowerCase(Locale.ROOT);
    int limit = Math.max(1, wrong.length() / 3);
    return known.stream()
        .filter(name -> distance(lower, name.toLowerCase(Locale.ROOT)) <= limit)
        .min(
            Comparator.comparingInt((String n) -> distance(lower, n.toLowerCase(Locale.ROOT)))
                .thenComparing(Comparator.naturalOrder()));
  }

  /** The nearest name, or the known ones, or a dash. */
  public static String nearestOrAll(String wrong, Collection<String> known) {
    return nearest(wrong, known)
        .orElseGet(
            () ->
                known.isEmpty()
                    ? "–"
                    : String.join(", ", known.stream().sorted().limit(12).toList()));
  }

  /**
   * A question for the nearest name, as an argument of a hint ({@code @did.mean}); empty when none
   * is near.
   */
  public static String question(String wrong, Collection<String> known) {
    return nearest(wrong, known).map(name -> "@did.mean|" + name + "|").orElse("");
  }

  /** Edits from one word to the other, swaps counting one. */
  private static int distance(String a, String b) {
    int[][] d = new int[a.length() + 1][b.length() + 1];
    for (int i = 0; i <= a.length(); i++) {
      for (int j = 0; j <= b.length(); j++) {
        if (i == 0 || j == 0) {
          d[i][j] = i + j;
          continue;
        }
        int same = a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1;
        d[i][j] = Math.min(Math.min(d[i - 1][j], d[i][j - 1]) + 1, d[i - 1][j - 1] + same);
        if (i > 1
            && j > 1
            && a.charAt(i - 1) == b.charAt(j - 2)
            && a.charAt(i - 2) == b.charAt(j - 1)) {
          d[i][j] = Math.min(d[i][j], d[i - 2][j - 2] + 1);
        }
      }
    }
    return d[a.length()][b.length()];
  }
}
