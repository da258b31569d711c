package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.customfield.CustomField;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.record.field.AddressField;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small input for each part of an address; a whole address pasted into the street is split. */
final class AddressInput extends CustomField<JsonNode> {
  private final Map<String, TextField> parts = new LinkedHashMap<>();

  AddressInput(RenderContext context) {
    super(null);
    var box = new Div();
    box.addClassName("nacre-address");
    for (String part : AddressField.PARTS) {
      var input = new TextField();
      String name = context.text("render.address." + part);
      input.setPlaceholder(name);
      input.setAriaLabel(name);
      input.setClassName(part);
      input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
      parts.put(part, input);
      box.add(input);
    }
    add(box);
  }

  @Override
  protected @Nullable JsonNode generateModelValue() {
    ObjectNode address = JsonNodeFactory.instance.objectNode();
    parts.forEach(
        (part, input) -> {
          if (!input.isEmpty()) {
            address.put(part, input.getValue());
          }
        });
    return address.isEmpty() ? null : address;
  }

  @Override
  protected void setPresentationValue(@Nullable JsonNode value) {
    parts.forEach((part, input) -> input.setValue(value == null ? "" : value.path(part).asText()));
  }

  @Override
  public void setReadOnly(boolean readOnly) {
    super.setReadOnly(readOnly);
    parts.values().forEach(input -> input.setReadOnly(readOnly));
  }

  @Override
  public void focus() {
    parts.get("province").focus();
  }
}
