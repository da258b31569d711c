package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Derived;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * What a linked record says, shown here. Its values have the type and the settings of the field
 * over there, which the engine asks instead of this one.
 */
@Singleton
public final class LookupField implements FieldType<LookupField.Settings> {

  /**
   * Where the value is found.
   *
   * @param through the link field of the same form or table
   * @param field the field of the record linked to
   */
  public record Settings(@NotEmpty String through, @NotEmpty String field) {}

  @Override
  public String id() {
    return "lookup";
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
  public Derived derived(Settings s) {
    return new Derived.Lookup(s.through(), s.field());
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    problems.add(pointer, "lookup_written", s.through(), s.field());
    return null;
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    problems.add(pointer, "lookup_written", s.through(), s.field());
    return null;
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf(value.toString());
  }
}
