package dev.nacre.record.field;

import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** Text of many lines, such as a note. */
@Singleton
public final class LongTextField extends FreeText<LongTextField.Settings> {
  private static final int LONGEST = 100_000;

  /**
   * Lengths count characters as people do: an emoji is one.
   *
   * @param maxLength null means 100,000
   * @param pattern a regular expression that the whole text must match
   */
  public record Settings(
      @Min(0) @Max(1_000_000) @Nullable Integer minLength,
      @Min(1) @Max(1_000_000) @Nullable Integer maxLength,
      @Nullable String pattern)
      implements Bounds {
    @Override
    public int longest() {
      return maxLength == null ? LONGEST : maxLength;
    }
  }

  @Override
  public String id() {
    return "long_text";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }
}
