package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Problems;
import dev.nacre.record.FieldType;
import java.time.ZoneId;
import org.jspecify.annotations.Nullable;

/**
 * A value that is a text, kept in one spelling, so that what means the same is found and sorted.
 */
abstract sealed class TextValue<S extends Record> implements FieldType<S>
    permits AutoNumberField,
        BarcodeField,
        ColorField,
        EmailField,
        FreeText,
        PhoneField,
        RichTextField,
        TimeField,
        UrlField,
        UserField {

  /**
   * The one spelling of a text; null with a problem when it isn't such a text.
   *
   * @param text not null; blank only when it comes as JSON
   */
  abstract @Nullable String normal(String text, S settings, String pointer, Problems problems);

  /** What the cell of an import means; by default the same as JSON. */
  @Nullable String cell(String text, S settings, String pointer, Problems problems) {
    return normal(text, settings, pointer, problems);
  }

  /** What a computed text means; by default the same as JSON. */
  @Nullable String computed(String text, S settings, String pointer, Problems problems) {
    return normal(text, settings, pointer, problems);
  }

  @Override
  public boolean searched() {
    return true;
  }

  @Override
  public final ValueType valueType() {
    return ValueType.TEXT;
  }

  @Override
  public final @Nullable Object read(JsonNode json, S s, String pointer, Problems problems) {
    String text = Texts.read(json, pointer, problems);
    return text == null ? null : normal(text, s, pointer, problems);
  }

  @Override
  public final @Nullable Object readText(
      String text, S s, ZoneId zone, String pointer, Problems problems) {
    return cell(text.strip(), s, pointer, problems);
  }

  @Override
  public final @Nullable Object coerce(
      Object value, S s, ZoneId zone, String pointer, Problems problems) {
    String text = Texts.of(value);
    return text == null ? null : computed(text, s, pointer, problems);
  }

  @Override
  public final JsonNode write(Object value, S s) {
    return TextNode.valueOf((String) value);
  }
}
