package dev.nacre.record.field;

import dev.nacre.metadata.Problems;
import dev.nacre.record.NumberPattern;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** A number that every new record gets by itself, such as {@code R20261121-0042}. */
@Singleton
public final class AutoNumberField extends TextValue<AutoNumberField.Settings> {
  private static final int LONGEST = 100;
  private static final String PLAIN = "{0000}";

  /**
   * How the number is made.
   *
   * @param pattern text with date parts and one counter; null means a counter of four digits
   * @param reset when the counter begins again at 1; null means never
   * @param gapless whether an undone write gives its number back; writers then wait for each other
   */
  public record Settings(
      @Nullable String pattern, NumberPattern.@Nullable Reset reset, @Nullable Boolean gapless) {
    String made() {
      return pattern == null ? PLAIN : pattern;
    }
  }

  @Override
  public String id() {
    return "auto_number";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public NumberPattern numbering(Settings s) {
    return new NumberPattern(
        s.made(),
        s.reset() == null ? NumberPattern.Reset.NEVER : s.reset(),
        Boolean.TRUE.equals(s.gapless()));
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    if (s.made().length() > LONGEST || !NumberPattern.valid(s.made())) {
      problems.add(pointer + "/pattern", "number_pattern_invalid", Texts.shown(s.made()));
    }
  }

  @Override
  @Nullable String normal(String text, Settings s, String pointer, Problems problems) {
    return Texts.fit(text, null, LONGEST, null, pointer, problems);
  }
}
