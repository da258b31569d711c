package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value of several texts. */
abstract sealed class Several<S extends Record> implements FieldType<S>
    permits CascadeField, LinksField, MultiChoiceField {

  /** The texts of a JSON array; null, with a problem unless it is empty, when they don't fit. */
  abstract @Nullable List<String> of(JsonNode array, S settings, String pointer, Problems problems);

  /** The texts that the cell of an import means, as {@link #of}. */
  abstract @Nullable List<String> cell(String text, S settings, String pointer, Problems problems);

  @Override
  public final ValueType valueType() {
    return ValueType.SEVERAL;
  }

  @Override
  public final @Nullable Object read(JsonNode json, S s, String pointer, Problems problems) {
    if (!json.isArray()) {
      problems.add(pointer, "list_expected", Texts.shown(json));
      return null;
    }
    return of(json, s, pointer, problems);
  }

  @Override
  public final @Nullable Object readText(
      String text, S s, ZoneId zone, String pointer, Problems problems) {
    // as an export for programs writes it; anything else is how people do
    return Structured.parse(text.strip()) instanceof ArrayNode array
        ? of(array, s, pointer, problems)
        : cell(text.strip(), s, pointer, problems);
  }

  @Override
  public final @Nullable Object coerce(
      Object value, S s, ZoneId zone, String pointer, Problems problems) {
    if (value instanceof List<?> texts) {
      return of(array(texts), s, pointer, problems);
    }
    String text = Texts.of(value);
    return text == null ? null : cell(text.strip(), s, pointer, problems);
  }

  @Override
  public final JsonNode write(Object value, S s) {
    return array((List<?>) value);
  }

  private static ArrayNode array(List<?> texts) {
    ArrayNode json = JsonNodeFactory.instance.arrayNode();
    texts.forEach(text -> json.add(text.toString()));
    return json;
  }
}
