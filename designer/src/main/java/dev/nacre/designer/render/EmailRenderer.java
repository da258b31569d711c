package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.EmailField;
import jakarta.inject.Singleton;
import java.util.List;

/** A mail address, which opens a mail. */
@Singleton
final class EmailRenderer implements FieldRenderer<EmailField.Settings> {
  @Override
  public String type() {
    return "email";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, EmailField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.getElement().setAttribute("inputmode", "email");
    input.setAutocapitalize(com.vaadin.flow.component.textfield.Autocapitalize.NONE);
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    return new ValueEditor<>(input, field, context, Codecs.TEXT);
  }

  @Override
  public String text(JsonNode value, EmailField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public Component show(JsonNode value, EmailField.Settings settings, RenderContext context) {
    var link = new Anchor("mailto:" + value.asText(), value.asText());
    link.setRouterIgnore(true);
    return link;
  }

  @Override
  public int columnWidth() {
    return 180;
  }

  @Override
  public List<Op> operators() {
    return TextRenderer.OPERATORS;
  }
}
