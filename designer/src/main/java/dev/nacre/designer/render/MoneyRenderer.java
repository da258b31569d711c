package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.BigDecimalField;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.MoneyField;
import jakarta.inject.Singleton;
import java.util.List;

/** An amount of money. */
@Singleton
final class MoneyRenderer implements FieldRenderer<MoneyField.Settings> {
  private static final int CENTS = 2;

  @Override
  public String type() {
    return "money";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, MoneyField.Settings settings, RenderContext context) {
    BigDecimalField input = NumberRenderer.input(context);
    if (settings.unit() != null) {
      input.setSuffixComponent(new Span(settings.unit()));
    } else if (context.currency() != null) {
      input.setPrefixComponent(new Span(Formats.sign(context.currency())));
    }
    return new ValueEditor<>(input, field, context, Codecs.amount(scale(settings)));
  }

  @Override
  public String text(JsonNode value, MoneyField.Settings settings, RenderContext context) {
    int scale = scale(settings);
    return settings.unit() == null
        ? Formats.money(value.decimalValue(), scale, context.currency(), context.locale())
        : Formats.money(value.decimalValue(), scale, null, context.locale())
            + " "
            + settings.unit();
  }

  private static int scale(MoneyField.Settings settings) {
    return settings.scale() == null ? CENTS : settings.scale();
  }

  @Override
  public boolean alignsEnd() {
    return true;
  }

  @Override
  public int columnWidth() {
    return 120;
  }

  @Override
  public List<Op> operators() {
    return NumberRenderer.OPERATORS;
  }
}
