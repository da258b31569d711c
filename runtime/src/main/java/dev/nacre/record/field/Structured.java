package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/** A value of several parts, kept as the text of one JSON object or array. */
abstract sealed class Structured<S extends Record> implements FieldType<S>
    permits AddressField, JsonField, LocationField {

  /** The one form of a value; null, with a problem unless it is empty, when it isn't such one. */
  abstract @Nullable JsonNode normal(JsonNode json, S settings, String pointer, Problems problems);

  /** The value that a cell of an import means; a JSON null when it can't be made out. */
  abstract JsonNode cell(String text);

  @Override
  public final ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public final @Nullable Object read(JsonNode json, S s, String pointer, Problems problems) {
    JsonNode normal = normal(json, s, pointer, problems);
    return normal == null ? null : Json.write(normal);
  }

  @Override
  public final @Nullable Object readText(
      String text, S s, ZoneId zone, String pointer, Problems problems) {
    return read(cell(text.strip()), s, pointer, problems);
  }

  @Override
  public final @Nullable Object coerce(
      Object value, S s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : readText(text, s, zone, pointer, problems);
  }

  @Override
  public final JsonNode write(Object value, S s) {
    return parse((String) value);
  }

  /** The JSON of a text; a JSON null when it is none. */
  static JsonNode parse(String text) {
    JsonNode json = Json.read(text, new Problems());
    return json == null ? NullNode.instance : json;
  }
}
