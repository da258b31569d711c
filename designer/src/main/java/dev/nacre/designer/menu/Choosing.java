package dev.nacre.designer.menu;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.desk.Selection;
import java.util.function.Consumer;
import java.util.function.IntConsumer;

/** What a mouse and the keys do with a part of the menu. */
final class Choosing {
  private static final String SELECTED = "nd-selected";

  private Choosing() {}

  static void on(Component part, Runnable select, IntConsumer move, Runnable remove) {
    part.getElement().setAttribute("tabindex", "0");
    part.getElement().setAttribute("role", "button");
    part.getElement().addEventListener("click", event -> select.run());
    key(part, "event.key === 'Enter' || event.key === ' '", select);
    key(part, "event.altKey && event.key === 'ArrowUp'", () -> move.accept(-1));
    key(part, "event.altKey && event.key === 'ArrowDown'", () -> move.accept(1));
    key(part, "event.key === 'Delete'", remove);
  }

  /** Shows whether it is selected, and whether something is wrong with it. */
  static void mark(Div part, boolean selected, boolean wrong) {
    boolean was = part.hasClassName(SELECTED);
    part.setClassName(SELECTED, selected);
    part.setClassName("nd-wrong", wrong);
    if (selected && !was) {
      // drawn anew after each act: who works by keys goes on from here
      part.getElement()
          .executeJs(
              "this.scrollIntoView({block: 'nearest'});if (document.activeElement ==="
                  + " document.body) (this.matches('[tabindex]') ? this :"
                  + " this.querySelector('[tabindex]')).focus()");
    }
  }

  private static void key(Component part, String when, Runnable act) {
    part.getElement()
        .addEventListener("keydown", event -> act.run())
        .setFilter("event.target === element && (" + when + ")")
        .preventDefault()
        .stopPropagation();
  }

  /** Lets entries be dropped on it. */
  static void drops(Component part, Consumer<Selection.MenuEntry> drop) {
    DropTarget<Component> target = DropTarget.create(part);
    target.addDropListener(
        event ->
            event
                .getDragData()
                .filter(Selection.MenuEntry.class::isInstance)
                .map(Selection.MenuEntry.class::cast)
                .ifPresent(drop));
  }
}
