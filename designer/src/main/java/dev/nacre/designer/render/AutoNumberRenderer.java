package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.AutoNumberField;
import jakarta.inject.Singleton;
import java.util.List;

/** A number that the engine gives when the record is saved. */
@Singleton
final class AutoNumberRenderer implements FieldRenderer<AutoNumberField.Settings> {
  @Override
  public String type() {
    return "auto_number";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, AutoNumberField.Settings settings, RenderContext context) {
    return new GivenEditor(field, context.text("render.given_on_save"), context);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, AutoNumberField.Settings settings, Op op, RenderContext context) {
    return TextRenderer.editor(field, context);
  }

  @Override
  public String text(JsonNode value, AutoNumberField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public boolean fitted() {
    return true;
  }

  @Override
  public List<Op> operators() {
    return TextRenderer.OPERATORS;
  }
}
