package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.Autocapitalize;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.BarcodeField;
import jakarta.inject.Singleton;
import java.util.List;

/** What a barcode says. A scanner types into the field like a keyboard. */
@Singleton
final class BarcodeRenderer implements FieldRenderer<BarcodeField.Settings> {
  @Override
  public String type() {
    return "barcode";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, BarcodeField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    input.setAutocapitalize(Autocapitalize.NONE);
    input.setPrefixComponent(VaadinIcon.BARCODE.create());
    return new ValueEditor<>(input, field, context, Codecs.TEXT);
  }

  @Override
  public String text(JsonNode value, BarcodeField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public int columnWidth() {
    return 150;
  }

  @Override
  public List<Op> operators() {
    return TextRenderer.OPERATORS;
  }
}
