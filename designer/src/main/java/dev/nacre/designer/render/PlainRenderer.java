package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.FieldDefinition;
import java.util.List;

/** What shows a field whose type or settings don't hold yet, as a draft's may. */
final class PlainRenderer implements FieldRenderer<PlainRenderer.None> {
  static final PlainRenderer INSTANCE = new PlainRenderer();
  static final None NONE = new None();

  private PlainRenderer() {}

  /** No settings. */
  record None() {}

  @Override
  public String type() {
    return "";
  }

  @Override
  public FieldEditor editor(FieldDefinition field, None settings, RenderContext context) {
    return new ValueEditor<>(
        new TextField(),
        field,
        context,
        new ValueEditor.Codec<String>() {
          @Override
          public String read(JsonNode json) {
            return json.isValueNode() ? json.asText() : json.toString();
          }

          @Override
          public JsonNode write(String value) {
            return TextNode.valueOf(value);
          }
        });
  }

  @Override
  public String text(JsonNode value, None settings, RenderContext context) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  @Override
  public List<Op> operators() {
    return List.of(Op.EMPTY, Op.NOT_EMPTY);
  }
}
