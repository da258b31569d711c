package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LookupField;
import jakarta.inject.Singleton;
import java.util.List;

/**
 * What a linked record says, where the field over there isn't known, as in a drawing; elsewhere it
 * is rendered as that field is.
 */
@Singleton
final class LookupRenderer implements FieldRenderer<LookupField.Settings> {
  @Override
  public String type() {
    return "lookup";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LookupField.Settings settings, RenderContext context) {
    return new GivenEditor(field, settings.through() + " → " + settings.field(), context);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, LookupField.Settings settings, Op op, RenderContext context) {
    return TextRenderer.editor(field, context);
  }

  @Override
  public String text(JsonNode value, LookupField.Settings settings, RenderContext context) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.NE, Op.EMPTY, Op.NOT_EMPTY);
  }
}
