package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.ColorField;
import jakarta.inject.Singleton;
import java.util.List;

/** A colour, shown as such. */
@Singleton
final class ColorRenderer implements FieldRenderer<ColorField.Settings> {
  @Override
  public String type() {
    return "color";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, ColorField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    var picker = new ColorInput(input, field.title().in(context.locale()), context);
    return new ValueEditor<>(input, field, context, Codecs.TEXT).beside(picker::readOnly);
  }

  @Override
  public String text(JsonNode value, ColorField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public Component show(JsonNode value, ColorField.Settings settings, RenderContext context) {
    var shown = new Span(swatch(value.asText()), new Span(value.asText()));
    shown.addClassName("nacre-color");
    return shown;
  }

  private static Span swatch(String color) {
    var swatch = new Span();
    swatch.addClassName("nacre-swatch");
    paint(swatch, color);
    return swatch;
  }

  /** Only what is certainly a colour gets into a style. */
  private static void paint(Span swatch, String color) {
    swatch.getStyle().setBackground(color.matches("#[0-9a-f]{6}") ? color : "transparent");
  }

  @Override
  public int columnWidth() {
    return 110;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.NE, Op.EMPTY, Op.NOT_EMPTY);
  }
}
