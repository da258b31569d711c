package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Html;
import com.vaadin.flow.component.html.Div;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.record.field.RichTextField;
import jakarta.inject.Singleton;
import java.util.List;

/** Formatted text, cleaned once more: the column may have held plain text before. */
@Singleton
final class RichTextRenderer implements FieldRenderer<RichTextField.Settings> {
  @Override
  public String type() {
    return "rich_text";
  }

  @Override
  public FieldEditor editor(
      FieldDefinition field, RichTextField.Settings settings, RenderContext context) {
    return new ValueEditor<>(new RichTextInput(context), field, context, Codecs.TEXT);
  }

  @Override
  public FieldEditor filter(
      FieldDefinition field, RichTextField.Settings settings, Op op, RenderContext context) {
    return TextRenderer.editor(field, context);
  }

  @Override
  public String text(JsonNode value, RichTextField.Settings settings, RenderContext context) {
    return RichTextField.plain(value.asText());
  }

  @Override
  public Component show(JsonNode value, RichTextField.Settings settings, RenderContext context) {
    var box = new Div(new Html("<div>" + RichTextField.harmless(value.asText()) + "</div>"));
    box.addClassName("nacre-rich-text");
    return box;
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
    return List.of(Op.CONTAINS, Op.EMPTY, Op.NOT_EMPTY);
  }
}
