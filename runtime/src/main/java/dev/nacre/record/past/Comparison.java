package dev.nacre.record.past;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Field;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What differs between two versions of a record, in the order of the form's fields. */
public record Comparison(Version from, Version to, List<Change> changes) {

  /**
   * A field that differs.
   *
   * @param lines of a table, which of its lines differ; empty when only their order does
   */
  public record Change(Field field, JsonNode before, JsonNode after, List<Line> lines) {}

  /**
   * A line that differs.
   *
   * @param before null for one that came
   * @param after null for one that went
   */
  public record Line(
      Kind kind, String id, @Nullable ObjectNode before, @Nullable ObjectNode after) {}

  /** What became of a line. */
  public enum Kind {
    ADDED,
    REMOVED,
    CHANGED;

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
