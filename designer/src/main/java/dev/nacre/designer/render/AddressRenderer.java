package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.AddressField;
import jakarta.inject.Singleton;
import java.util.List;

/** An address, part by part. */
@Singleton
final class AddressRenderer implements FieldRenderer<AddressField.Settings> {
  @Override
  public String type() {
    return "address";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, AddressField.Settings settings, RenderContext context) {
    return new ValueEditor<>(
        new AddressInput(context),
        field,
        context,
        new ValueEditor.Codec<JsonNode>() {
          @Override
          public JsonNode read(JsonNode json) {
            return json;
          }

          @Override
          public JsonNode write(JsonNode value) {
            return value;
          }
        });
  }

  @Override
  public String text(JsonNode value, AddressField.Settings settings, RenderContext context) {
    return value.isObject() ? AddressField.line(value) : value.asText();
  }

  @Override
  public boolean wide() {
    return true;
  }

  @Override
  public int columnWidth() {
    return 240;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EMPTY, Op.NOT_EMPTY);
  }
}
