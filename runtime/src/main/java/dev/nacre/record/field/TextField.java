package dev.nacre.record.field;

import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import org.jspecify.annotations.Nullable;

/** A line of text. */
@Singleton
public final class TextField extends FreeText<TextField.Settings> {
  private static final int LONGEST = 4_000;

  /**
   * Lengths count characters as people do: an emoji is one.
   *
   * @param maxLength null means 4,000
   * @param pattern a regular expression that the whole text must match
   */
  public record Settings(
      @Min(0) @Max(100_000) @Nullable Integer minLength,
      @Min(1) @Max(100_000) @Nullable Integer maxLength,
      @Nullable String pattern)
      implements Bounds {
    @Override
    public int longest() {
      return maxLength == null ? LONGEST : maxLength;
    }
  }

  @Override
  public String id() {
    return "text";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }
}
