package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.datetimepicker.DateTimePicker;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.DatetimeField;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** A moment, shown in the app's time zone. */
@Singleton
final class DatetimeRenderer implements FieldRenderer<DatetimeField.Settings> {
  @Override
  public String type() {
    return "datetime";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, DatetimeField.Settings settings, RenderContext context) {
    var input = new DateTimePicker();
    // both write 24 hours in ISO order
    input.setLocale(Locale.UK);
    input.setDatePickerI18n(Calendars.i18n(context.locale()));
    input.setStep(Duration.ofMinutes(15));
    input.setDateAriaLabel(context.text("render.date"));
    input.setTimeAriaLabel(context.text("render.time"));
    return new ValueEditor<>(input, field, context, Codecs.moment(context.zone()));
  }

  @Override
  public String text(JsonNode value, DatetimeField.Settings settings, RenderContext context) {
    return Formats.moment(value.asText(), context.zone());
  }

  @Override
  public int columnWidth() {
    return 150;
  }

  @Override
  public List<Op> operators() {
    return DateRenderer.OPERATORS;
  }
}
