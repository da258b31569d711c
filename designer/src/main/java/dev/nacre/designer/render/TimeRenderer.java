package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.timepicker.TimePicker;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.TimeField;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;

/** A time of day. */
@Singleton
final class TimeRenderer implements FieldRenderer<TimeField.Settings> {
  @Override
  public String type() {
    return "time";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, TimeField.Settings settings, RenderContext context) {
    var input = new TimePicker();
    // twenty-four hours in every language, as lists show it
    input.setLocale(java.util.Locale.GERMANY);
    input.setStep(Duration.ofMinutes(30));
    return new ValueEditor<>(input, field, context, Codecs.TIME);
  }

  @Override
  public String text(JsonNode value, TimeField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public int columnWidth() {
    return 90;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.GTE, Op.LTE, Op.BETWEEN, Op.EMPTY, Op.NOT_EMPTY);
  }
}
