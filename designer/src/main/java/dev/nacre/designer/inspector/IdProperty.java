package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import dev.nacre.designer.desk.IdInput;
import org.jspecify.annotations.Nullable;

/** The id of what is selected; it stays as it is while what was written can't be one. */
final class IdProperty implements PropertyEditor {
  private final IdInput input;
  private @Nullable JsonNode shown;

  IdProperty(IdInput input) {
    this.input = input;
  }

  /** People's data are kept under it. */
  void fix() {
    input.fix();
  }

  @Override
  public Component component() {
    return input;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    shown = value;
    input.show(value == null ? "" : value.asText());
  }

  @Override
  public @Nullable JsonNode value() {
    return input.fits() ? TextNode.valueOf(input.value()) : shown;
  }

  @Override
  public void onChange(Runnable listener) {
    input.onChange(
        () -> {
          if (input.fits()) {
            listener.run();
          }
        });
  }

  @Override
  public void wrong(String text) {
    input.wrong(text);
  }
}
