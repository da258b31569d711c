package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import jakarta.inject.Singleton;
import java.util.List;

/** A line of text. */
@Singleton
final class TextRenderer implements FieldRenderer<dev.nacre.record.field.TextField.Settings> {
  static final List<Op> OPERATORS =
      List.of(Op.CONTAINS, Op.EQ, Op.NE, Op.STARTS_WITH, Op.EMPTY, Op.NOT_EMPTY);

  @Override
  public String type() {
    return "text";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field,
      dev.nacre.record.field.TextField.Settings settings,
      RenderContext context) {
    return editor(field, context);
  }

  /** A one-line input that tells while the person types. */
  static FieldEditor editor(FieldDefinition field, RenderContext context) {
    var input = new TextField();
    input.setValueChangeMode(ValueChangeMode.LAZY);
    return new ValueEditor<>(input, field, context, Codecs.TEXT);
  }

  @Override
  public String text(
      JsonNode value, dev.nacre.record.field.TextField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public boolean fitted() {
    return true;
  }

  @Override
  public List<Op> operators() {
    return OPERATORS;
  }
}
