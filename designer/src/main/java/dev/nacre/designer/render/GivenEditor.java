package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Problem;
import java.util.List;

/** Shows a value that only the engine gives; nobody can write it. */
final class GivenEditor extends UnwritableEditor {
  private final FieldEditor shown;

  GivenEditor(FieldEditor shown) {
    this.shown = shown;
    shown.readOnly(true);
  }

  @Override
  public Component component() {
    return shown.component();
  }

  @Override
  public JsonNode value() {
    return shown.value();
  }

  @Override
  public void show(JsonNode value) {
    shown.show(value);
  }

  @Override
  public void problems(List<Problem> problems) {
    shown.problems(problems);
  }

  @Override
  public void focus() {
    shown.focus();
  }

  @Override
  public void withoutLabel() {
    shown.withoutLabel();
  }
}
