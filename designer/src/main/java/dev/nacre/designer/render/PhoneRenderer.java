package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.PhoneField;
import jakarta.inject.Singleton;
import java.util.List;

/** A telephone number, which a phone can dial. */
@Singleton
final class PhoneRenderer implements FieldRenderer<PhoneField.Settings> {
  @Override
  public String type() {
    return "phone";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, PhoneField.Settings settings, RenderContext context) {
    var input = new TextField();
    input.getElement().setAttribute("inputmode", "tel");
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    return new ValueEditor<>(input, field, context, Codecs.TEXT);
  }

  @Override
  public String text(JsonNode value, PhoneField.Settings settings, RenderContext context) {
    return value.asText();
  }

  @Override
  public Component show(JsonNode value, PhoneField.Settings settings, RenderContext context) {
    var link = new Anchor("tel:" + value.asText(), value.asText());
    link.setRouterIgnore(true);
    return link;
  }

  @Override
  public boolean fitted() {
    return true;
  }

  @Override
  public List<Op> operators() {
    return TextRenderer.OPERATORS;
  }
}
