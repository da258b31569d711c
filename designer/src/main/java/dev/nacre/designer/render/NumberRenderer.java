package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.NumberField;
import jakarta.inject.Singleton;
import java.util.List;

/** A number. */
@Singleton
final class NumberRenderer implements FieldRenderer<NumberField.Settings> {
  static final List<Op> OPERATORS =
      List.of(Op.EQ, Op.GT, Op.GTE, Op.LT, Op.LTE, Op.BETWEEN, Op.NE, Op.EMPTY, Op.NOT_EMPTY);

  @Override
  public String type() {
    return "number";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, NumberField.Settings settings, RenderContext context) {
    BigDecimalField input = input(context);
    if (settings.unit() != null) {
      input.setSuffixComponent(new Span(settings.unit()));
    }
    return new ValueEditor<>(input, field, context, Codecs.NUMBER);
  }

  /** An input for an exact decimal that tells while the person types. */
  static BigDecimalField input(RenderContext context) {
    var input = new BigDecimalField();
    input.setLocale(context.locale());
    input.addThemeVariants(TextFieldVariant.LUMO_ALIGN_RIGHT);
    input.setValueChangeMode(ValueChangeMode.LAZY);
    return input;
  }

  @Override
  public String text(JsonNode value, NumberField.Settings settings, RenderContext context) {
    String number = Formats.number(value.decimalValue(), context.locale());
    return settings.unit() == null ? number : number + " " + settings.unit();
  }

  @Override
  public boolean alignsEnd() {
    return true;
  }

  @Override
  public int columnWidth() {
    return 110;
  }

  @Override
  public List<Op> operators() {
    return OPERATORS;
  }
}
