package dev.nacre.record.field;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problems;
import org.jspecify.annotations.Nullable;

/** Text that people word as they like, within bounds. */
abstract sealed class FreeText<S extends Record & FreeText.Bounds> extends TextValue<S>
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
  public final String storedAs(S s) {
    return "text";
  }

  @Override
  public final ObjectNode schema(S s) {
    ObjectNode schema = super.schema(s).put("maxLength", s.longest());
    if (s.minLength() != null) {
      schema.put("minLength", s.minLength());
    }
    if (s.pattern() != null) {
      schema.put("pattern", "^(?:" + s.pattern() + ")$");
    }
    return schema;
  }

  @Override
  public final void check(S s, String pointer, Problems problems) {
    Texts.check(s.minLength(), s.longest(), s.pattern(), pointer, problems);
  }

  @Override
  final @Nullable String normal(String text, S s, String pointer, Problems problems) {
    return Texts.fit(text, s.minLength(), s.longest(), s.pattern(), pointer, problems);
  }
}
