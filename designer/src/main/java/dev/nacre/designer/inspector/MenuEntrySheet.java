package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.MenuTarget;
import dev.nacre.designer.desk.Selection;

/** An entry of the menu: what it opens, and what it is called there. */
final class MenuEntrySheet extends Sheet {
  private static final String LABEL = "label";

  private final AppMenu menu;
  private final Selection.MenuEntry entry;
  private final OpensProperty opens;
  private final LabelProperty label;

  MenuEntrySheet(Desk desk, Selection.MenuEntry entry) {
    super(desk);
    this.menu = new AppMenu(desk);
    this.entry = entry;
    this.opens = new OpensProperty(desk);
    this.label = new LabelProperty(desk, desk.text("menu.entry.label"));
    add(hint(desk.text("menu.entry.help")));
    input(
        "",
        opens,
        () -> MenuTarget.of(opens.value()).ifPresent(target -> menu.change(entry, target::write)));
    input(
        "/" + LABEL,
        label,
        () -> {
          JsonNode value = label.value();
          menu.change(entry, json -> set(json, LABEL, value));
        });
    refresh();
  }

  @Override
  boolean stale() {
    return !desk.selection().equals(entry);
  }

  @Override
  String pointer() {
    return "/menu/" + entry.group() + "/items/" + entry.index();
  }

  @Override
  void refresh() {
    menu.find(entry).ifPresent(this::show);
    mark();
  }

  private void show(ObjectNode json) {
    ObjectNode target = json.deepCopy();
    target.remove(LABEL);
    renew(opens, target);
    renew(label, json.get(LABEL));
    label.otherwise(menu.opened(json));
  }
}
