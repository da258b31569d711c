package dev.nacre.record.field;

import dev.nacre.metadata.Problems;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** Regular expressions written by people: compiled once, and given up when they run away. */
final class Patterns {
  private static final int STEPS = 500_000;
  private static final int KEPT = 2_000;
  private static final Map<String, Pattern> COMPILED = new ConcurrentHashMap<>();

  private Patterns() {}

  /** Whether the whole text matches; otherwise adds a problem. */
  static boolean fits(String pattern, String text, String pointer, Problems problems) {
    try {
      if (compiled(pattern).matcher(new Bounded(text)).matches()) {
        return true;
      }
      problems.add(pointer, "pattern_differs", Texts.shown(text), pattern);
    } catch (TooManySteps | StackOverflowError e) {
      // some expressions take time that doubles with every character
      problems.add(pointer, "pattern_runs_away", pattern);
    }
    return false;
  }

  /** Adds a problem when that isn't a regular expression. */
  static void check(String pattern, String pointer, Problems problems) {
    try {
      compiled(pattern);
    } catch (PatternSyntaxException e) {
      problems.add(pointer, "pattern_invalid", pattern, e.getIndex() + 1, e.getDescription());
    }
  }

  private static Pattern compiled(String pattern) {
    if (COMPILED.size() > KEPT) {
      COMPILED.clear();
    }
    return COMPILED.computeIfAbsent(pattern, Pattern::compile);
  }

  private static final class TooManySteps extends RuntimeException {
    TooManySteps() {
      super("too many steps", null, false, false);
    }
  }

  /** Counts how often the matcher looks at a character. */
  private static final class Bounded implements CharSequence {
    private final String text;
    private int left = STEPS;

    Bounded(String text) {
      this.text = text;
    }

    @Override
    public char charAt(int index) {
      left--;
      if (left < 0) {
        throw new TooManySteps();
      }
      return text.charAt(index);
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.substring(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
