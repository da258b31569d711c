package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Selection;
import java.util.LinkedHashMap;
import java.util.Map;

/** A group of the menu: its title, and whether it is open. */
final class MenuGroupSheet extends Sheet {
  private final AppMenu menu;
  private final Selection.MenuGroup group;
  private final Map<String, PropertyEditor> editors = new LinkedHashMap<>();

  MenuGroupSheet(Desk desk, Selection.MenuGroup group) {
    super(desk);
    this.menu = new AppMenu(desk);
    this.group = group;
    add(hint(desk.text("menu.group.help")));
    keep("label", new LabelProperty(desk, desk.text("menu.group.label")));
    keep("collapsed", Editors.flag(desk.text("menu.group.collapsed")));
    refresh();
  }

  private void keep(String name, PropertyEditor editor) {
    editors.put(name, editor);
    input(
        "/" + name,
        editor,
        () -> {
          JsonNode value = editor.value();
          menu.change(group, json -> set(json, name, value));
        });
  }

  @Override
  boolean stale() {
    return !desk.selection().equals(group);
  }

  @Override
  String pointer() {
    return "/menu/" + group.index();
  }

  @Override
  void refresh() {
    menu.find(group).ifPresent(json -> editors.forEach((name, e) -> renew(e, json.get(name))));
    mark();
  }
}
