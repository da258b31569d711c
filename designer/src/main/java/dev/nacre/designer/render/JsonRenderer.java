package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.data.value.ValueChangeMode;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Json;
import dev.nacre.record.field.JsonField;
import jakarta.inject.Singleton;
import java.util.List;

/** What a program has to say, for those who read JSON. */
@Singleton
final class JsonRenderer implements FieldRenderer<JsonField.Settings> {
  @Override
  public String type() {
    return "json";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, JsonField.Settings settings, RenderContext context) {
    var input = new TextArea();
    input.setMinRows(3);
    input.setMaxRows(20);
    input.setValueChangeMode(ValueChangeMode.ON_CHANGE);
    input.addClassName("nacre-code");
    input.getElement().setAttribute("spellcheck", "false");
    return new ValueEditor<>(input, field, context, Codecs.JSON);
  }

  @Override
  public String text(JsonNode value, JsonField.Settings settings, RenderContext context) {
    return value.isContainerNode() ? Json.write(value) : value.asText();
  }

  @Override
  public boolean wide() {
    return true;
  }

  @Override
  public boolean listed() {
    return false;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EMPTY, Op.NOT_EMPTY);
  }
}
