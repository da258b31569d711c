package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.LongTextField;
import jakarta.inject.Singleton;
import java.util.List;

/** Text of several lines. */
@Singleton
final class LongTextRenderer implements FieldRenderer<LongTextField.Settings> {
  @Override
  public String type() {
    return "long_text";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, LongTextField.Settings settings, RenderContext context) {
    var input = new TextArea();
    input.setMinRows(2);
    input.setMaxRows(10);
    input.setValueChangeMode(ValueChangeMode.LAZY);
    return new ValueEditor<>(input, field, context, Codecs.TEXT);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, LongTextField.Settings settings, Op op, RenderContext context) {
    return TextRenderer.editor(field, context);
  }

  @Override
  public String text(JsonNode value, LongTextField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public Component show(JsonNode value, LongTextField.Settings settings, RenderContext context) {
    var text = new Span(value.asText());
    text.addClassName("nacre-long-text");
    return text;
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
    return List.of(Op.CONTAINS, Op.EMPTY, Op.NOT_EMPTY);
  }
}
