package dev.nacre.designer.role;

import com.vaadin.flow.component.checkbox.Checkbox;
import java.util.function.Consumer;

/** Something that may be done or not. */
final class Switch {
  private Switch() {}

  static Checkbox of(String label, boolean on, Consumer<Boolean> change) {
    var box = new Checkbox(label, on);
    box.addValueChangeListener(
        event -> {
          if (event.isFromClient()) {
            change.accept(event.getValue());
          }
        });
    return box;
  }
}
