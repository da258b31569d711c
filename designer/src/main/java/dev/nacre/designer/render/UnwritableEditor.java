package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.stream.Collectors;

/** Stands where the others are written, and nobody can write it. */
abstract sealed class UnwritableEditor implements FieldEditor permits GivenEditor, ShownEditor {
  private final RenderContext context;
  private final Div box = new Div();
  private final Span label;
  private final Div shown = new Div();
  private final Span error = new Span();
  private JsonNode value = NullNode.instance;

  UnwritableEditor(String field, String title, RenderContext context) {
    this.context = context;
    label = new Span(title);
    label.addClassName("label");
    shown.addClassName("value");
    error.addClassName("error");
    box.addClassName("nacre-shown");
    box.getElement().setAttribute("data-field", field);
    box.add(label, shown, error);
  }

  /** Puts a value into its place. */
  abstract void fill(Div place, JsonNode now);

  /** Where the value stands. */
  final Div shown() {
    return shown;
  }

  @Override
  public final Component component() {
    return box;
  }

  @Override
  public final JsonNode value() {
    return value;
  }

  @Override
  public final void show(JsonNode newValue) {
    value = newValue.isMissingNode() ? NullNode.instance : newValue;
    shown.removeAll();
    fill(shown, value);
  }

  @Override
  public final void problems(List<Problem> problems) {
    error.setText(
        problems.stream()
            .map(problem -> Wording.of(problem, context.locale()))
            .collect(Collectors.joining(" ")));
  }

  @Override
  public final void withoutLabel() {
    label.setVisible(false);
    shown.getElement().setAttribute("aria-label", label.getText());
  }

  @Override
  public final void focus() {
    // nothing to write
  }

  @Override
  public final void onChange(Runnable listener) {
    // it never changes by hand
  }

  @Override
  public final boolean writable() {
    return false;
  }

  @Override
  public final void readOnly(boolean readOnly) {
    // always
  }

  @Override
  public final void required(boolean required) {
    // what the engine gives is there or not
  }
}
