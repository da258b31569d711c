package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** Text that people word as they like, within bounds. */
abstract sealed class FreeText<S extends Record & FreeText.Bounds> implements FieldType<S>
    permits TextField, LongTextField {

  /** How long the text may be, and how it must look. Lengths count characters as people do. */
  interface Bounds {
    /** The fewest characters; null means any. */
    @Nullable Integer minLength();

    /** The most characters. */
    int longest();

    /** A regular expression that the whole text must match; null means any text. */
    @Nullable String pattern();
  }

  @Override
  public final ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public final @Nullable Object read(JsonNode json, S s, String pointer, Problems problems) {
    String text = Texts.read(json, pointer, problems);
    return text == null ? null : fit(text, s, pointer, problems);
  }

  @Override
  public final @Nullable Object readText(
      String text, S s, ZoneId zone, String pointer, Problems problems) {
    return fit(text.strip(), s, pointer, problems);
  }

  @Override
  public final @Nullable Object coerce(
      Object value, S s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : fit(text, s, pointer, problems);
  }

  @Override
  public final JsonNode write(Object value, S s) {
    return TextNode.valueOf((String) value);
  }

  @Override
  public final void check(S s, String pointer, Problems problems) {
    Texts.check(s.minLength(), s.longest(), s.pattern(), pointer, problems);
  }

  private @Nullable String fit(String text, S s, String pointer, Problems problems) {
    return Texts.fit(text, s.minLength(), s.longest(), s.pattern(), pointer, problems);
  }
}
