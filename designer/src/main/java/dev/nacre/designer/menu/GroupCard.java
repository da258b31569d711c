package dev.nacre.designer.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.MenuTarget;
import dev.nacre.designer.desk.Selection;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A group of the menu, with its entries. */
final class GroupCard extends Div {

  /**
   * A card.
   *
   * @param parts what shows when it is selected or wrong
   */
  GroupCard(
      Desk desk,
      AppMenu menu,
      Selection.MenuGroup at,
      ObjectNode group,
      Map<Selection, Div> parts) {
    parts.put(at, this);
    addClassName("nd-menu-group");
    getElement().setAttribute("data-menu-group", String.valueOf(at.index()));
    String title = menu.title(group);
    var name = new Span(title.isEmpty() ? desk.text("menu.group.untitled") : title);
    name.addClassName(title.isEmpty() ? "nd-muted" : "nd-menu-title");
    var head = new Div(name);
    head.addClassName("nd-menu-head");
    if (!title.isEmpty() && group.path("collapsed").asBoolean()) {
      var closed = new Span(desk.text("menu.group.closed"));
      closed.addClassName("nd-badge");
      head.add(closed);
    }
    Choosing.on(head, () -> desk.select(at), by -> menu.move(at, by), () -> menu.remove(at));
    JsonNode entries = AppMenu.entries(group);
    // onto the title: before the first
    Choosing.drops(head, entry -> menu.drop(entry, at.index(), 0));
    add(head);
    for (int i = 0; i < entries.size(); i++) {
      var entry = new Selection.MenuEntry(at.index(), i);
      var row = new EntryRow(desk, menu, entry, entries.get(i));
      parts.put(entry, row);
      add(row);
    }
    first(desk, menu)
        .ifPresent(
            target -> {
              var more =
                  new Button(
                      desk.text("menu.entry.add"),
                      VaadinIcon.PLUS.create(),
                      click -> menu.add(at.index(), target));
              more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
              more.getElement().setAttribute("data-add", "menu-entry");
              Choosing.drops(more, entry -> menu.drop(entry, at.index(), entries.size()));
              add(more);
            });
  }

  /** What a new entry opens until somebody says so: best something that none opens yet. */
  private static Optional<MenuTarget> first(Desk desk, AppMenu menu) {
    return Stream.concat(menu.absent().stream(), MenuTarget.all(desk.session().files()).stream())
        .findFirst();
  }
}
