package dev.nacre.designer.workflow;

import com.vaadin.flow.component.dnd.DropTarget;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.draft.Spot;

/** A place between two steps: a step can be added or dropped there. */
final class Gap extends Div {

  Gap(Desk desk, StepPopover popover, Spot spot, boolean first) {
    addClassName("nd-gap");
    setClassName("nd-gap-first", first);
    getElement()
        .setAttribute(
            "data-gap",
            (spot.step() == null ? "" : spot.step() + spot.block())
                + ":"
                + (spot.before() == null ? "" : spot.before()));
    var add = new NativeButton();
    add.addClassName("nd-gap-add");
    add.add(VaadinIcon.PLUS.create());
    String text = desk.text(first ? "flow.first" : "flow.add");
    if (first) {
      add.add(new Span(text));
    } else {
      add.setTitle(text);
      add.getElement().setAttribute("aria-label", text);
    }
    add.getElement().addEventListener("click", event -> popover.open(add, spot)).stopPropagation();
    var here = new Span(desk.text("flow.drop"));
    here.addClassName("nd-gap-here");
    add(add, here);
    DropTarget<Gap> target = DropTarget.create(this);
    target.addDropListener(
        event ->
            event
                .getDragData()
                .filter(Dragged.class::isInstance)
                .map(Dragged.class::cast)
                .ifPresent(dragged -> new Flow(desk).drop(dragged, spot)));
  }
}
