package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** One of a few values. */
@Singleton
public final class ChoiceField implements FieldType<ChoiceField.Settings> {
  /** The options, in the order that people see. */
  public record Settings(@NotEmpty List<Option> options) {}

  @Override
  public String id() {
    return "choice";
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
  public boolean hasStates() {
    return true;
  }

  @Override
  public @Nullable Object read(JsonNode json, Settings s, String pointer, Problems problems) {
    return Options.read(json, s.options(), pointer, problems);
  }

  @Override
  public @Nullable Object readText(
      String text, Settings s, ZoneId zone, String pointer, Problems problems) {
    return Options.called(text, s.options(), pointer, problems);
  }

  @Override
  public @Nullable Object coerce(
      Object value, Settings s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : Options.one(text, s.options(), pointer, problems);
  }

  @Override
  public JsonNode write(Object value, Settings s) {
    return TextNode.valueOf((String) value);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return Options.title((String) value, s.options(), locale);
  }

  @Override
  public ObjectNode schema(Settings s) {
    return Options.schema(s.options());
  }

  @Override
  public void check(Settings s, String pointer, Problems problems) {
    Options.check(s.options(), pointer, problems);
  }
}
