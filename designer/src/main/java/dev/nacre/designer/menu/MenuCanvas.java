package dev.nacre.designer.menu;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.AppMenu;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.MenuTarget;
import dev.nacre.designer.desk.Selection;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/** The app's menu, group by group, and what it doesn't open. */
public final class MenuCanvas extends Div {
  private final Desk desk;
  private final AppMenu menu;
  private final Map<Selection, Div> parts = new HashMap<>();
  private String drawn = "";

  /** The canvas of that desk. */
  public MenuCanvas(Desk desk) {
    this.desk = desk;
    this.menu = new AppMenu(desk);
    addClassName("nd-menu");
    desk.listen(event -> draw());
    draw();
  }

  /** A click elsewhere only marks another part. */
  private void draw() {
    String now =
        desk.on("app") && desk.json().isPresent()
            ? desk.session().files().text(AppCalendars.FILE).orElse("")
            : "";
    if (!now.equals(drawn)) {
      drawn = now;
      removeAll();
      parts.clear();
      if (!now.isEmpty()) {
        all();
      }
    }
    parts.forEach((at, part) -> Choosing.mark(part, desk.selection().equals(at), menu.wrong(at)));
  }

  private void all() {
    add(new H2(desk.text("menu")));
    JsonNode groups = menu.groups();
    if (groups.isEmpty()) {
      unarranged();
    } else {
      arranged(groups);
    }
  }

  /** Everything is shown; who wants it otherwise begins with that. */
  private void unarranged() {
    add(new Paragraph(desk.text("menu.unarranged")));
    Set<MenuTarget> all = menu.absent();
    if (all.isEmpty()) {
      return;
    }
    var group = new Div();
    group.addClassNames("nd-menu-group", "nd-usual");
    all.forEach(target -> group.add(usual(target)));
    var list = new Div(group);
    list.addClassName("nd-menu-list");
    add(list, button("menu.arrange", "arrange", menu::arrange));
  }

  private Component usual(MenuTarget target) {
    var line = new Div(EntryRow.icon(target), new Span(target.title(desk)));
    line.addClassName("nd-menu-entry");
    return line;
  }

  private void arranged(JsonNode groups) {
    add(new Paragraph(desk.text("menu.about")));
    var list = new Div();
    list.addClassName("nd-menu-list");
    for (int i = 0; i < groups.size(); i++) {
      if (groups.get(i) instanceof ObjectNode group) {
        list.add(new GroupCard(desk, menu, new Selection.MenuGroup(i), group, parts));
      }
    }
    add(list, button("menu.group.add", "menu-group", menu::addGroup));
    Set<MenuTarget> absent = menu.absent();
    if (!absent.isEmpty()) {
      var chips = new Div(new Span(desk.text("menu.absent")));
      chips.addClassName("nd-menu-absent");
      absent.forEach(target -> chips.add(chip(target)));
      add(chips);
    }
  }

  /** A click puts it where somebody works, else at the end. */
  private Component chip(MenuTarget target) {
    var chip =
        new Button(
            target.title(desk), VaadinIcon.PLUS.create(), click -> menu.add(group(), target));
    chip.addThemeVariants(ButtonVariant.LUMO_SMALL);
    chip.getElement().setAttribute("data-absent", target.id());
    return chip;
  }

  private int group() {
    return switch (desk.selection()) {
      case Selection.MenuGroup g -> g.index();
      case Selection.MenuEntry e -> e.group();
      default -> menu.groups().size() - 1;
    };
  }

  private Button button(String text, String adds, Runnable act) {
    var button = new Button(desk.text(text), VaadinIcon.PLUS.create(), click -> act.run());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    button.getElement().setAttribute("data-add", adds);
    return button;
  }
}
