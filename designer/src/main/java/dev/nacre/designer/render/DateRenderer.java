package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.datepicker.DatePicker;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.DateField;
import jakarta.inject.Singleton;
import java.util.List;

/** A calendar day. */
@Singleton
final class DateRenderer implements FieldRenderer<DateField.Settings> {
  static final List<Op> OPERATORS =
      List.of(Op.WITHIN, Op.EQ, Op.GTE, Op.LTE, Op.BETWEEN, Op.EMPTY, Op.NOT_EMPTY);

  @Override
  public String type() {
    return "date";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, DateField.Settings settings, RenderContext context) {
    var input = new DatePicker();
    input.setLocale(context.locale());
    input.setI18n(Calendars.i18n(context.locale()));
    return new ValueEditor<>(input, field, context, Codecs.DATE);
  }

  @Override
  public String text(JsonNode value, DateField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public int columnWidth() {
    return 116;
  }

  @Override
  public List<Op> operators() {
    return OPERATORS;
  }
}
