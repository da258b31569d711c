package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Shows a value that only the engine gives, or when it will; nobody can write it. */
final class GivenEditor extends UnwritableEditor {
  private final String hint;
  private final RenderContext context;
  private final Div box = new Div();
  private final Span label;
  private final Span shown = new Span();
  private final Span error = new Span();
  private JsonNode value = NullNode.instance;

  GivenEditor(FieldDefinition field, String hint, RenderContext context) {
    this.hint = hint;
    this.context = context;
    label = new Span(field.title().in(context.locale()));
    label.addClassName("label");
    shown.addClassName("value");
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
    shown.setText(value.isNull() ? hint : value.asText());
    shown.setClassName("later", value.isNull());
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
