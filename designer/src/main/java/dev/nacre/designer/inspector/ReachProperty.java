package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.condition.ConditionBuilder;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.desk.Rights.Reach;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** With which records something may be done: none, all, or those that meet a condition. */
final class ReachProperty implements PropertyEditor {
  private final Div box = new Div();
  private final Select<Reach> reach = new Select<>();
  private final ConditionBuilder builder;
  private final Span error = new Span();
  private final List<Runnable> listeners = new ArrayList<>();

  ReachProperty(Desk desk, String label, String form) {
    builder = new ConditionBuilder(desk, () -> Fields.of(desk, form), false);
    reach.setLabel(label);
    reach.setItems(Reach.values());
    reach.setItemLabelGenerator(one -> desk.text("role.reach." + one.name()));
    reach.setWidthFull();
    error.addClassName("nd-error");
    box.addClassName("nd-property");
    box.add(reach, builder, error);
    reach.addValueChangeListener(
        change -> {
          builder.setVisible(change.getValue() == Reach.SOME);
          if (change.isFromClient()) {
            tell();
          }
        });
    builder.onChange(this::tell);
    show(null);
  }

  private void tell() {
    // which ones isn't said yet: nothing changes until it is
    if (reach.getValue() != Reach.SOME || builder.value() != null) {
      listeners.forEach(Runnable::run);
    }
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    Reach shown =
        value == null || (value.isBoolean() && !value.booleanValue())
            ? Reach.NONE
            : value.isObject() ? Reach.SOME : Reach.ALL;
    builder.show(shown == Reach.SOME && value != null ? value.get("where") : null);
    builder.setVisible(shown == Reach.SOME);
    reach.setValue(shown);
  }

  @Override
  public @Nullable JsonNode value() {
    return switch (reach.getValue()) {
      case NONE -> null;
      case ALL -> BooleanNode.TRUE;
      case SOME -> {
        JsonNode where = builder.value();
        yield where == null ? null : JsonNodeFactory.instance.objectNode().set("where", where);
      }
    };
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
