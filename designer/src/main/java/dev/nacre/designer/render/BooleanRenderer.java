package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.BooleanField;
import jakarta.inject.Singleton;
import java.util.List;

/** Yes or no. */
@Singleton
final class BooleanRenderer implements FieldRenderer<BooleanField.Settings> {
  @Override
  public String type() {
    return "boolean";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, BooleanField.Settings settings, RenderContext context) {
    return new CheckEditor(new Checkbox(), field, context);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, BooleanField.Settings settings, Op op, RenderContext context) {
    var input = new Select<Boolean>();
    input.setItems(true, false);
    input.setItemLabelGenerator(value -> word(value, context));
    return new ValueEditor<>(input, field, context, Codecs.BOOLEAN);
  }

  @Override
  public String text(JsonNode value, BooleanField.Settings settings, RenderContext context) {
    return word(value.asBoolean(), context);
  }

  @Override
  public Component show(JsonNode value, BooleanField.Settings settings, RenderContext context) {
    var mark = new Span(value.asBoolean() ? "✓" : "–");
    mark.addClassNames("nacre-flag", value.asBoolean() ? "yes" : "no");
    mark.getElement().setAttribute("aria-label", word(value.asBoolean(), context));
    mark.getElement().setAttribute("role", "img");
    return mark;
  }

  private static String word(boolean value, RenderContext context) {
    return context.text(value ? "render.yes" : "render.no");
  }

  @Override
  public int columnWidth() {
    return 90;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.EMPTY, Op.NOT_EMPTY);
  }
}
