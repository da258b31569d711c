package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.condition.ConditionBuilder;
import dev.nacre.designer.desk.Desk;
import org.jspecify.annotations.Nullable;

/** A condition, put together in plain language. */
final class ConditionProperty implements PropertyEditor {
  private final boolean required;
  private final Div box = new Div();
  private final Span error = new Span();
  private final ConditionBuilder builder;

  /**
   * An editor.
   *
   * @param required whether a condition that always holds is written rather than left out
   */
  ConditionProperty(Desk desk, String label, About about, boolean required) {
    this.required = required;
    var title = new Span(label);
    title.addClassName("nd-label");
    builder = new ConditionBuilder(desk, () -> about.compared(desk), about.changes());
    error.addClassName("nd-error");
    box.addClassName("nd-property");
    box.add(title, builder, error);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    builder.show(always(value) ? null : value);
  }

  @Override
  public @Nullable JsonNode value() {
    JsonNode value = builder.value();
    if (value == null && required) {
      ObjectNode always = JsonNodeFactory.instance.objectNode();
      always.putArray("all");
      return always;
    }
    return value;
  }

  private boolean always(@Nullable JsonNode value) {
    return required && value != null && value.path("all").isArray() && value.path("all").isEmpty();
  }

  @Override
  public void onChange(Runnable listener) {
    builder.onChange(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
