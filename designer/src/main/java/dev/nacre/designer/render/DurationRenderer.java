package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.DurationField;
import jakarta.inject.Singleton;
import java.util.List;

/** How long something takes, typed as people say it. */
@Singleton
final class DurationRenderer implements FieldRenderer<DurationField.Settings> {
  @Override
  public String type() {
    return "duration";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, DurationField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.setPlaceholder(Texts.in(context.locale(), "render.duration"));
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    return new ValueEditor<>(input, field, context, Codecs.span(context.locale()));
  }

  @Override
  public String text(JsonNode value, DurationField.Settings settings, RenderContext context) {
    return Formats.span(value.asText(), context.locale());
  }

  @Override
  public boolean alignsEnd() {
    return true;
  }

  @Override
  public int columnWidth() {
    return 135;
  }

  @Override
  public List<Op> operators() {
    return NumberRenderer.OPERATORS;
  }
}
