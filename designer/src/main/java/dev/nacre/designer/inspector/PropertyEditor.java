package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An input for one property of a definition. */
public interface PropertyEditor {
  /** The input. */
  Component component();

  /** Shows a value, without telling anybody; null when the property is absent. */
  void show(@Nullable JsonNode value);

  /** What was given; null when the property shall be absent. */
  @Nullable JsonNode value();

  /** Calls back whenever the person has changed the value. */
  void onChange(Runnable listener);

  /** Shows what is wrong with it; nothing when the text is empty. */
  void wrong(String text);

  /** Shows what is wrong with it and with its parts, each at its place where it has one. */
  default void wrong(List<Fault> faults) {
    wrong(Fault.text(faults));
  }
}
