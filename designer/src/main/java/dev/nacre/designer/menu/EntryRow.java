package dev.nacre.designer.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.Icon;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.MenuTarget;
import dev.nacre.designer.desk.Selection;

/** An entry of the menu: what it is called, and what it opens if that is called otherwise. */
final class EntryRow extends Div {

  EntryRow(Desk desk, AppMenu menu, Selection.MenuEntry at, JsonNode entry) {
    addClassName("nd-menu-entry");
    getElement().setAttribute("data-menu-entry", at.group() + "." + at.index());
    String title = menu.entry(entry);
    String opens = menu.opened(entry);
    add(
        MenuTarget.of(entry).<Component>map(EntryRow::icon).orElseGet(VaadinIcon.WARNING::create),
        new Span(title.isEmpty() ? desk.text("menu.entry.nothing") : title));
    if (!opens.equals(title)) {
      var what = new Span(opens);
      what.addClassName("nd-muted");
      add(what);
    }
    Choosing.on(this, () -> desk.select(at), by -> menu.move(at, by), () -> menu.remove(at));
    DragSource<EntryRow> source = DragSource.create(this);
    source.setEffectAllowed(EffectAllowed.MOVE);
    source.setDragData(at);
    Choosing.drops(this, dragged -> menu.drop(dragged, at.group(), at.index()));
  }

  /** The picture that the workspace shows beside it. */
  static Icon icon(MenuTarget target) {
    VaadinIcon icon =
        target.board()
            ? VaadinIcon.DASHBOARD
            : target.view() == null ? VaadinIcon.LIST : VaadinIcon.FILTER;
    return icon.create();
  }
}
