package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A component in which a person gives one field its value. */
public interface FieldEditor {
  /** The component. */
  Component component();

  /** What was given, as record JSON has it; a JSON null when empty. */
  JsonNode value();

  /** Shows a value, without telling listeners. */
  void show(JsonNode value);

  /**
   * Shows what the engine made of the value, without telling listeners; what the person is writing
   * at the moment stays.
   */
  default void refresh(JsonNode value) {
    if (!Same.as(value(), value)) {
      show(value);
    }
  }

  /** Calls back whenever the person has changed the value. */
  void onChange(Runnable listener);

  /** Whether anybody can ever write into it. */
  default boolean writable() {
    return true;
  }

  /** Whether it can only be read. */
  void readOnly(boolean readOnly);

  /**
   * Offers only these of the field's own values from now on, as a state does whose next ones depend
   * on where a record stands. Editors without a choice offer nothing anyway.
   *
   * @param values null offers all again
   */
  default void offer(@Nullable Set<String> values) {}

  /**
   * Keeps the lines that are there: their values can be changed, and none comes or goes. Editors of
   * anything but lines have none.
   */
  default void fixed() {}

  /** Whether it is marked as required. */
  void required(boolean required);

  /**
   * Shows what is wrong next to it; nothing when the list is empty.
   *
   * @param problems their pointers are relative to the field
   */
  void problems(List<Problem> problems);

  /** Puts the cursor there. */
  void focus();

  /** Takes the visible label away, where a heading or a filter names it already. */
  void withoutLabel();
}
