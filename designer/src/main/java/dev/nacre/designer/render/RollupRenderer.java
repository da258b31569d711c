package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.RollupField;
import jakarta.inject.Singleton;
import java.util.List;

/** A figure over records that link here, where it is a plain number. */
@Singleton
final class RollupRenderer implements FieldRenderer<RollupField.Settings> {
  @Override
  public String type() {
    return "rollup";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, RollupField.Settings settings, RenderContext context) {
    return new GivenEditor(field, "Σ " + settings.from(), context);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, RollupField.Settings settings, Op op, RenderContext context) {
    return op == Op.BETWEEN
        ? new BetweenEditor(number(field, context), number(field, context), context)
        : number(field, context);
  }

  private static FieldEditor number(FieldDefinition field, RenderContext context) {
    return new ValueEditor<>(NumberRenderer.input(context), field, context, Codecs.NUMBER);
  }

  @Override
  public String text(JsonNode value, RollupField.Settings settings, RenderContext context) {
    return value.isNumber()
        ? Formats.number(value.decimalValue(), context.locale())
        : value.asText();
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
    return NumberRenderer.OPERATORS;
  }
}
