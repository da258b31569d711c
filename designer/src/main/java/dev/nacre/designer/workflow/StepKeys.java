package dev.nacre.designer.workflow;

import com.vaadin.flow.component.Component;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.desk.Selection;

/** Everything that a mouse can do with a step, by keys. */
final class StepKeys {
  private StepKeys() {}

  static void on(Component card, Desk desk, String id) {
    var flow = new Flow(desk);
    card.getElement().setAttribute("tabindex", "0");
    card.getElement().setAttribute("role", "treeitem");
    key(card, "['Enter', ' '].includes(event.key)", () -> desk.select(new Selection.Step(id)));
    key(
        card,
        "event.altKey && event.key === 'ArrowUp'",
        () -> moved(card, () -> flow.step(id, -1)));
    key(
        card,
        "event.altKey && event.key === 'ArrowDown'",
        () -> moved(card, () -> flow.step(id, 1)));
    key(card, "event.altKey && event.key === 'ArrowRight'", () -> moved(card, () -> flow.into(id)));
    key(card, "event.altKey && event.key === 'ArrowLeft'", () -> moved(card, () -> flow.out(id)));
    key(card, "(event.ctrlKey || event.metaKey) && event.key === 'd'", () -> flow.duplicate(id));
    key(card, "event.key === 'Delete'", () -> flow.remove(id));
  }

  /** The card is drawn anew elsewhere; the keys go on there. */
  private static void moved(Component card, Runnable act) {
    var ui = card.getUI();
    String id = card.getElement().getAttribute("data-step");
    act.run();
    ui.ifPresent(
        screen ->
            screen
                .getPage()
                .executeJs(
                    "setTimeout(() => document.querySelector('[data-step=\"' + $0 +"
                        + " '\"]')?.focus())",
                    id));
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
