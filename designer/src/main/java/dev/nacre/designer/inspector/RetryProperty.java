package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.textfield.IntegerField;
import dev.nacre.designer.desk.Desk;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** How often a step that failed is tried again by itself, and after what rests. */
final class RetryProperty extends FramedProperty {
  private static final int MOST = 100;
  private static final String TIMES = "times";

  private final IntegerField times = new IntegerField();
  private final Map<String, PropertyEditor> rests = new LinkedHashMap<>();
  private @Nullable ObjectNode given;

  /**
   * Inputs that are all empty.
   *
   * @param otherwise what happens when nothing is said, as the reader is told
   */
  RetryProperty(Desk desk, String otherwise) {
    super("nd-retry");
    times.setLabel(desk.text("retry.times"));
    times.setHelperText(otherwise);
    times.setMin(0);
    times.setMax(MOST);
    times.setManualValidation(true);
    times.setWidthFull();
    times.setId("retry-times");
    times.addValueChangeListener(change -> changed());
    rests.put("first", new DurationProperty(desk, desk.text("retry.first")));
    rests.put("factor", Editors.number(desk.text("retry.factor")));
    rests.put("most", new DurationProperty(desk, desk.text("retry.most")));
    box.add(times);
    rests.forEach(
        (name, rest) -> {
          rest.component().getElement().setAttribute("data-setting", name);
          rest.onChange(this::changed);
          box.add(rest.component());
        });
    box.add(error);
    visible();
  }

  @Override
  public void show(@Nullable JsonNode value) {
    given = value instanceof ObjectNode object ? object : null;
    quietly(
        () -> {
          times.clear();
          if (given != null && given.path(TIMES).isIntegralNumber()) {
            times.setValue(given.path(TIMES).asInt());
          }
          rests.forEach((name, rest) -> rest.show(given == null ? null : given.get(name)));
        });
    visible();
  }

  /** Without a number there is nothing to rest for. */
  private void visible() {
    boolean again = times.getValue() != null && times.getValue() > 0;
    rests.values().forEach(rest -> rest.component().setVisible(again));
  }

  @Override
  public @Nullable JsonNode value() {
    return given;
  }

  private void changed() {
    if (!telling()) {
      return;
    }
    if (times.isEmpty()) {
      given = null;
    } else {
      ObjectNode all = given == null ? JsonNodeFactory.instance.objectNode() : given.deepCopy();
      all.put(TIMES, times.getValue());
      rests.forEach((name, rest) -> Sheet.set(all, name, rest.value()));
      given = all;
    }
    visible();
    tell();
  }

  @Override
  public void wrong(List<Fault> faults) {
    String own = Fault.text(Fault.of(faults, TIMES));
    times.setErrorMessage(own);
    times.setInvalid(!own.isEmpty());
    rests.forEach((name, rest) -> rest.wrong(Fault.of(faults, name)));
    wrong(
        Fault.text(
            faults.stream()
                .filter(f -> !f.within(TIMES) && rests.keySet().stream().noneMatch(f::within))
                .toList()));
  }
}
