package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.select.Select;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.RatingField;
import jakarta.inject.Singleton;
import java.math.BigDecimal;
import java.util.List;
import java.util.stream.IntStream;

/** So many stars. */
@Singleton
final class RatingRenderer implements FieldRenderer<RatingField.Settings> {
  @Override
  public String type() {
    return "rating";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, RatingField.Settings settings, RenderContext context) {
    var input = new Select<BigDecimal>();
    input.setItems(
        IntStream.rangeClosed(1, settings.stars()).mapToObj(BigDecimal::valueOf).toList());
    input.setItemLabelGenerator(
        stars -> stars == null ? "" : stars(stars.intValue(), settings.stars()));
    input.setEmptySelectionAllowed(!field.required());
    input.addClassName("nacre-rating");
    return new ValueEditor<>(input, field, context, Codecs.NUMBER);
  }

  @Override
  public String text(JsonNode value, RatingField.Settings settings, RenderContext context) {
    return value.isNumber() ? stars(value.intValue(), settings.stars()) : value.asText();
  }

  private static String stars(int given, int most) {
    return "★".repeat(Math.max(0, given)) + "☆".repeat(Math.max(0, most - given));
  }

  @Override
  public int columnWidth() {
    return 110;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.GTE, Op.LTE, Op.EQ, Op.EMPTY, Op.NOT_EMPTY);
  }
}
