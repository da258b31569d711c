package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.UserField;
import jakarta.inject.Singleton;
import java.util.List;

/** A person, chosen by name. */
@Singleton
final class UserRenderer implements FieldRenderer<UserField.Settings> {
  @Override
  public String type() {
    return "user";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, UserField.Settings settings, RenderContext context) {
    var input = new ComboBox<Links.Person>();
    input.setItems(context.links().people());
    input.setItemLabelGenerator(Links.Person::name);
    input.setClearButtonVisible(!field.required());
    input.setPlaceholder(context.text("render.search"));
    return new ValueEditor<>(
        input,
        field,
        context,
        new ValueEditor.Codec<Links.Person>() {
          @Override
          public Links.Person read(JsonNode json) {
            return new Links.Person(json.asText(), context.links().person(json.asText()));
          }

          @Override
          public JsonNode write(Links.Person value) {
            return TextNode.valueOf(value.id());
          }
        });
  }

  @Override
  public String text(JsonNode value, UserField.Settings settings, RenderContext context) {
    return context.links().person(value.asText());
  }

  @Override
  public Component show(JsonNode value, UserField.Settings settings, RenderContext context) {
    var name = new Span(text(value, settings, context));
    name.addClassName("nacre-person");
    return name;
  }

  @Override
  public boolean fitted() {
    return true;
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EQ, Op.NE, Op.EMPTY, Op.NOT_EMPTY);
  }
}
