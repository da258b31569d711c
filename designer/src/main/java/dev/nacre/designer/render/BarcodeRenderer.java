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
import java.util.Locale;

/** What a barcode says. A scanner types into the field like a keyboard, and so does the camera. */
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
    var editor = new ValueEditor<>(input, field, context, Codecs.TEXT);
    var scanner =
        new CodeScanner(
            field.title().in(context.locale()),
            settings.format() == null ? "any" : settings.format().name().toLowerCase(Locale.ROOT),
            context,
            text -> {
              editor.problems(List.of());
              input.setValue(text);
              input.focus();
            },
            editor::problems);
    input.setSuffixComponent(scanner);
    return editor.beside(readOnly -> scanner.setVisible(!readOnly));
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
