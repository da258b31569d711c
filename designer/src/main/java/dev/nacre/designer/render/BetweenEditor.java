package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Problem;
import java.util.List;

/** Two inputs for a smallest and a largest value. */
final class BetweenEditor implements FieldEditor {
  private final Div box = new Div();
  private final FieldEditor from;
  private final FieldEditor to;

  BetweenEditor(FieldEditor from, FieldEditor to, RenderContext context) {
    this.from = from;
    this.to = to;
    from.withoutLabel();
    to.withoutLabel();
    box.addClassName("nacre-between");
    box.add(from.component(), new Span(context.text("render.and")), to.component());
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public JsonNode value() {
    JsonNode low = from.value();
    JsonNode high = to.value();
    return low.isNull() || high.isNull()
        ? NullNode.instance
        : JsonNodeFactory.instance.arrayNode().add(low).add(high);
  }

  @Override
  public void show(JsonNode value) {
    from.show(value.path(0));
    to.show(value.path(1));
  }

  @Override
  public void onChange(Runnable listener) {
    from.onChange(listener);
    to.onChange(listener);
  }

  @Override
  public void readOnly(boolean readOnly) {
    from.readOnly(readOnly);
    to.readOnly(readOnly);
  }

  @Override
  public void required(boolean required) {
    from.required(required);
    to.required(required);
  }

  @Override
  public void problems(List<Problem> problems) {
    to.problems(problems);
  }

  @Override
  public void focus() {
    from.focus();
  }

  @Override
  public void withoutLabel() {
    // it has none
  }
}
