package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A line of text. */
@Singleton
public final class TextField implements FieldType<TextField.Settings> {
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
      @Nullable String pattern) {
    int longest() {
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

  @Override
  public ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    String text = Texts.read(json, pointer, problems);
    return text == null ? null : fit(text, s, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return fit(text.strip(), s, pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : fit(text, s, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf((String) value);
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    Texts.check(s.minLength(), s.longest(), s.pattern(), pointer, problems);
  }

  private static @Nullable String fit(String text, Settings s, String pointer, Problems problems) {
    return Texts.fit(text, s.minLength(), s.longest(), s.pattern(), pointer, problems);
  }
}
