package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import dev.nacre.metadata.Condition;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Puts a condition together in plain language: fields, what is asked of them and values, in groups
 * of which all, some or none must hold. Nobody types JSON.
 */
public final class ConditionBuilder extends Div {
  private final Desk desk;
  private final Supplier<Fields> fields;
  private final boolean changes;
  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable JsonNode value;
  private @Nullable GroupBox root;

  /**
   * A builder.
   *
   * @param fields what can be compared
   * @param changes whether it can be asked what has changed
   */
  public ConditionBuilder(Desk desk, Supplier<Fields> fields, boolean changes) {
    this.desk = desk;
    this.fields = fields;
    this.changes = changes;
    addClassName("nd-condition");
    show(null);
  }

  /** Shows a condition, without telling anybody; null when there is none. */
  public void show(@Nullable JsonNode condition) {
    value = condition;
    removeAll();
    root = null;
    if (condition == null || readable(condition)) {
      var box = new GroupBox(new Parts(desk, fields.get(), changes, this::changed), true);
      box.show(condition);
      root = box;
      add(box);
    } else {
      var anew =
          new Button(
              desk.text("condition.anew"),
              click -> {
                show(null);
                tell();
              });
      anew.addThemeVariants(ButtonVariant.LUMO_SMALL, ButtonVariant.LUMO_TERTIARY);
      add(new Span(desk.text("condition.unreadable")), anew);
    }
  }

  /** The condition as it stands; null when there is none. */
  public @Nullable JsonNode value() {
    return value;
  }

  /** Calls back whenever the person has changed it. */
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  private void changed() {
    value = root == null ? null : root.json();
    tell();
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  private static boolean readable(JsonNode condition) {
    try {
      Condition.read(condition);
      return true;
    } catch (IllegalArgumentException e) {
      // what isn't finished can be read too, as long as its operator is known
      return condition.has("field");
    }
  }
}
