package dev.nacre.designer.canvas;

import com.vaadin.flow.component.Component;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Placing;
import dev.nacre.designer.draft.FieldPath;

/** Everything that a mouse can do with a field, by keys. */
final class FieldKeys {
  private FieldKeys() {}

  static void on(Component component, Desk desk, FieldPath path) {
    component.getElement().setAttribute("tabindex", "0");
    component.getElement().setAttribute("role", "button");
    key(component, "event.key === 'Enter' || event.key === ' '", () -> desk.select(path));
    key(
        component,
        "event.altKey && event.key === 'ArrowUp'",
        () -> new Placing(desk).step(path, -1));
    key(
        component,
        "event.altKey && event.key === 'ArrowDown'",
        () -> new Placing(desk).step(path, 1));
    key(component, "event.key === 'Delete'", () -> desk.edit(form -> form.remove(path)));
  }

  private static void key(Component component, String when, Runnable act) {
    component
        .getElement()
        .addEventListener("keydown", event -> act.run())
        .setFilter("event.target === element && (" + when + ")")
        .preventDefault()
        .stopPropagation();
  }
}
