package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Lines within a record; the engine reads and writes them field by field. */
@Singleton
public final class TableField implements FieldType<TableField.Settings> {

  /**
   * What a line holds.
   *
   * @param min the fewest lines; null means none is needed
   * @param max the most lines; null means as many as the engine takes
   */
  public record Settings(
      @NotEmpty List<FieldDefinition> fields,
      @Min(0) @Max(100_000) @Nullable Integer min,
      @Min(1) @Max(100_000) @Nullable Integer max) {}

  @Override
  public String id() {
    return "table";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public ValueType valueType() {
    return ValueType.LINES;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    problems.add(pointer, "lines_expected", Texts.shown(json));
    return null;
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    problems.add(pointer, "lines_expected", Texts.shown(value));
    return null;
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    throw new IllegalStateException("the engine writes lines");
  }

  @Override
  public List<FieldDefinition> lines(Settings s) {
    return s.fields();
  }

  @Override
  public void checkLines(int count, Settings s, String pointer, Problems problems) {
    if (s.min() != null && count < s.min()) {
      problems.add(pointer, "too_few_lines", count, s.min());
    }
    if (s.max() != null && count > s.max()) {
      problems.add(pointer, "too_many_lines", count, s.max());
    }
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    if (s.min() != null && s.max() != null && s.min() > s.max()) {
      problems.add(pointer + "/min", "min_above_max", s.min(), s.max());
    }
    var seen = new HashSet<String>();
    for (int i = 0; i < s.fields().size(); i++) {
      FieldDefinition line = s.fields().get(i);
      String at = pointer + "/fields/" + i;
      if (!seen.add(line.id())) {
        problems.add(at + "/id", "line_field_twice", line.id());
      }
      // numbers are drawn per record, and a line has no lines
      if (line.type().equals(id()) || line.type().equals("auto_number")) {
        problems.add(at + "/type", "line_type_refused", line.type());
      }
      if (line.unique()) {
        problems.add(at + "/unique", "line_unique");
      }
    }
  }
}
