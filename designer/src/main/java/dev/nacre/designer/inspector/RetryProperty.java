package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.nacre.designer.desk.Desk;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How often a step that failed is tried again by itself, and after what rests. */
final class RetryProperty implements PropertyEditor {
  private static final int MOST = 100;

  private final Div box = new Div();
  private final IntegerField times = new IntegerField();
  private final DurationProperty first;
  private final DurationProperty most;
  private final List<Runnable> listeners = new ArrayList<>();
  private @Nullable ObjectNode given;
  private boolean telling = true;

  RetryProperty(Desk desk) {
    times.setLabel(desk.text("retry.times"));
    times.setHelperText(desk.text("retry.times.help"));
    times.setMin(0);
    times.setMax(MOST);
    times.setManualValidation(true);
    times.setWidthFull();
    times.setId("retry-times");
    first = new DurationProperty(desk, desk.text("retry.first"));
    most = new DurationProperty(desk, desk.text("retry.most"));
    box.add(times, first.component(), most.component());
    times.addValueChangeListener(change -> tell());
    first.onChange(this::tell);
    most.onChange(this::tell);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    telling = false;
    given = value instanceof ObjectNode object ? object : null;
    times.clear();
    if (given != null && given.path("times").isIntegralNumber()) {
      times.setValue(given.path("times").asInt());
    }
    first.show(given == null ? null : given.get("first"));
    most.show(given == null ? null : given.get("most"));
    visible();
    telling = true;
  }

  /** Without a number there is nothing to rest for. */
  private void visible() {
    first.component().setVisible(!times.isEmpty());
    most.component().setVisible(!times.isEmpty());
  }

  @Override
  public @Nullable JsonNode value() {
    return given;
  }

  private void tell() {
    if (!telling) {
      return;
    }
    if (times.isEmpty()) {
      given = null;
    } else {
      ObjectNode all = given == null ? JsonNodeFactory.instance.objectNode() : given.deepCopy();
      all.put("times", times.getValue());
      put(all, "first", first.value());
      put(all, "most", most.value());
      given = all;
    }
    visible();
    List.copyOf(listeners).forEach(Runnable::run);
  }

  private static void put(ObjectNode all, String name, @Nullable JsonNode value) {
    if (value == null) {
      all.remove(name);
    } else {
      all.set(name, value);
    }
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    times.setErrorMessage(text);
    times.setInvalid(!text.isEmpty());
  }
}
