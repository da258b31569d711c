package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import dev.nacre.record.NumberPattern;
import jakarta.inject.Singleton;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A number that every new record gets by itself, such as {@code R20261121-0042}. */
@Singleton
public final class AutoNumberField implements FieldType<AutoNumberField.Settings> {
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
  public ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    String text = Texts.read(json, pointer, problems);
    return text == null ? null : fit(text, pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return fit(text.strip(), pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : fit(text, pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf((String) value);
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

  private static @Nullable String fit(String text, String pointer, Problems problems) {
    return Texts.fit(text, null, LONGEST, null, pointer, problems);
  }
}
