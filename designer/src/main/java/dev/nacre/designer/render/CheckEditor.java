package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import dev.nacre.metadata.FieldDefinition;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A box to tick; an empty value shows as not ticked, and not ticked is said to be no. */
final class CheckEditor implements FieldEditor {
  private final Checkbox box;
  private final Locale locale;
  private final String label;
  private boolean telling = true;

  CheckEditor(Checkbox box, FieldDefinition field, RenderContext context) {
    this.box = box;
    this.locale = context.locale();
    this.label = field.title().in(locale);
    box.setLabel(label);
    box.setManualValidation(true);
    if (field.help() != null) {
      box.setHelperText(field.help().in(locale));
    }
    box.addClassName("nacre-check");
    box.getElement().setAttribute("data-field", field.id());
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public JsonNode value() {
    return BooleanNode.valueOf(box.getValue());
  }

  @Override
  public void show(JsonNode value) {
    telling = false;
    box.setValue(value.asBoolean());
    telling = true;
  }

  @Override
  public void onChange(Runnable listener) {
    box.addValueChangeListener(
        change -> {
          if (telling) {
            listener.run();
          }
        });
  }

  @Override
  public void readOnly(boolean readOnly) {
    box.setReadOnly(readOnly);
  }

  @Override
  public void required(boolean required) {
    box.setRequiredIndicatorVisible(required);
  }

  @Override
  public void problems(List<Problem> problems) {
    box.setErrorMessage(
        problems.stream().map(p -> Wording.of(p, locale)).collect(Collectors.joining(" ")));
    box.setInvalid(!problems.isEmpty());
  }

  @Override
  public void focus() {
    box.focus();
  }

  @Override
  public void withoutLabel() {
    box.setLabel("");
    box.setHelperText(null);
    box.setAriaLabel(label);
  }
}
