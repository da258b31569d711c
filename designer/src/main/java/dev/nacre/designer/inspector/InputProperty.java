package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.shared.HasValidationProperties;
import com.vaadin.flow.component.shared.InputField;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One Vaadin input for a property.
 *
 * @param <T> what the input holds
 */
final class InputProperty<T> implements PropertyEditor {
  private final Component component;
  private final InputField<?, T> input;
  private final @Nullable HasValidationProperties validation;
  private final Function<JsonNode, @Nullable T> read;
  private final Function<T, @Nullable JsonNode> write;
  private boolean telling = true;

  /**
   * Binds the input.
   *
   * @param read gives null for JSON that the input can't hold
   * @param write gives null when the property shall be absent; gets no empty value
   */
  <C extends Component & InputField<?, T>> InputProperty(
      C component,
      String label,
      Function<JsonNode, @Nullable T> read,
      Function<T, @Nullable JsonNode> write) {
    this.component = component;
    this.input = component;
    this.read = read;
    this.write = write;
    input.setLabel(label);
    input.setWidthFull();
    if (component instanceof HasValidationProperties found) {
      found.setManualValidation(true);
      this.validation = found;
    } else {
      this.validation = null;
    }
  }

  @Override
  public Component component() {
    return component;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    telling = false;
    T shown = value == null || value.isNull() ? null : read.apply(value);
    if (shown == null) {
      input.clear();
    } else {
      input.setValue(shown);
    }
    telling = true;
  }

  @Override
  public @Nullable JsonNode value() {
    return input.isEmpty() ? null : write.apply(input.getValue());
  }

  @Override
  public void onChange(Runnable listener) {
    input.addValueChangeListener(
        change -> {
          if (telling) {
            listener.run();
          }
        });
  }

  @Override
  public void wrong(String text) {
    if (validation != null) {
      validation.setErrorMessage(text);
      validation.setInvalid(!text.isEmpty());
    }
  }
}
