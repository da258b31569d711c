package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Shows a computed value where the others are written; nobody can write it. */
final class ShownEditor extends UnwritableEditor {
  private final RenderedField field;
  private final RenderContext context;
  private final Div box = new Div();
  private final Span label;
  private final Div shown = new Div();
  private final Span error = new Span();
  private JsonNode value = NullNode.instance;

  ShownEditor(RenderedField field, RenderContext context) {
    this.field = field;
    this.context = context;
    label = new Span(field.label(context));
    label.addClassName("label");
    shown.addClassName("value");
    shown.getElement().setAttribute("aria-live", "polite");
    error.addClassName("error");
    box.addClassName("nacre-shown");
    box.getElement().setAttribute("data-field", field.id());
    box.add(label, shown, error);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public JsonNode value() {
    return value;
  }

  @Override
  public void show(JsonNode newValue) {
    value = newValue.isMissingNode() ? NullNode.instance : newValue;
    shown.removeAll();
    shown.add(value.isNull() ? new Span("–") : field.show(value, context));
  }

  @Override
  public void problems(List<Problem> problems) {
    error.setText(
        problems.stream()
            .map(problem -> Wording.of(problem, context.locale()))
            .collect(Collectors.joining(" ")));
  }

  @Override
  public void focus() {
    // nothing to write
  }

  @Override
  public void withoutLabel() {
    label.setVisible(false);
    shown.getElement().setAttribute("aria-label", label.getText());
  }
}
