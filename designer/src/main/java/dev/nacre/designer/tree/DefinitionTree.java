package dev.nacre.designer.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.AppFiles;
import java.util.List;

/** Everything that an app is made of; a click opens it. */
public final class DefinitionTree extends Div {
  private static final List<String> CREATABLE =
      List.of("forms", "workflows", "dashboards", "connectors", "roles", "pages");
  private final Desk desk;

  /** The tree of that desk. */
  public DefinitionTree(Desk desk) {
    this.desk = desk;
    addClassName("nd-tree");
    getElement().setAttribute("role", "navigation");
    getElement().setAttribute("aria-label", desk.text("tree"));
    desk.listen(event -> draw());
    draw();
  }

  private void draw() {
    removeAll();
    AppFiles files = desk.session().files();
    for (String folder : Definitions.FOLDERS) {
      List<String> ids = Definitions.ids(files, folder);
      if (!ids.isEmpty() || CREATABLE.contains(folder)) {
        add(head(folder));
        for (String id : ids) {
          String path = folder + "/" + id + ".json";
          add(entry(path, Definitions.title(files, path, desk.locale())));
        }
      }
      if (folder.equals("workflows")) {
        calendars(); // by which their deadlines are counted
      }
    }
    List<String> prints =
        files.byPath().keySet().stream().filter(path -> path.startsWith("prints/")).toList();
    if (!prints.isEmpty()) {
      add(new H2(desk.text("tree.prints")));
      prints.forEach(path -> add(entry(path, path.substring("prints/".length()))));
    }
    add(new H2(desk.text("tree.app")), entry("app.json", "app.json"));
    files.byPath().keySet().stream()
        .filter(path -> path.startsWith("scripts/"))
        .forEach(path -> add(entry(path, path)));
  }

  private Component head(String folder) {
    return CREATABLE.contains(folder)
        ? head(folder, () -> new NewDefinitionDialog(desk, folder).open())
        : new H2(desk.text("tree." + folder));
  }

  private Component head(String part, Runnable make) {
    var add = Icons.button(VaadinIcon.PLUS, desk.text("new." + part), make);
    add.getElement().setAttribute("data-new", part);
    var head = new Div(new H2(desk.text("tree." + part)), add);
    head.addClassName("nd-tree-head");
    return head;
  }

  /** They have no files of their own, and people look for them all the same. */
  private void calendars() {
    var calendars = new AppCalendars(desk);
    add(head(AppCalendars.CALENDARS, calendars::add));
    List<ObjectNode> all = calendars.all();
    for (int i = 0; i < all.size(); i++) {
      int index = i;
      NativeButton entry =
          entry(calendars.title(all.get(i)), calendars.problems(i), changed(all.get(i)));
      entry.getElement().setAttribute("data-calendar", all.get(i).path("id").asText());
      open(entry, desk.selection().equals(new Selection.Calendar(i)));
      entry.addClickListener(click -> calendars.open(index));
      add(entry);
    }
  }

  private Component entry(String path, String title) {
    NativeButton entry = entry(title, desk.session().problems(path).size(), changed(path));
    entry.getElement().setAttribute("data-path", path);
    open(entry, path.equals(desk.path()) && !(desk.selection() instanceof Selection.Calendar));
    entry.addClickListener(click -> desk.open(path));
    return entry;
  }

  private NativeButton entry(String title, long problems, boolean changed) {
    var entry = new NativeButton();
    entry.addClassName("nd-entry");
    var name = new Span(title);
    name.addClassName("nd-entry-name");
    entry.add(name);
    if (problems > 0) {
      var count = new Span(String.valueOf(problems));
      count.addClassName("nd-count");
      entry.add(count);
    } else if (changed) {
      var dot = new Span("●");
      dot.addClassName("nd-changed");
      dot.setTitle(desk.text("tree.changed"));
      entry.add(dot);
    }
    return entry;
  }

  private static void open(NativeButton entry, boolean open) {
    if (open) {
      entry.addClassName("nd-open");
      entry.getElement().setAttribute("aria-current", "true");
    }
  }

  private boolean changed(ObjectNode calendar) {
    return !AppCalendars.of(desk.session().published()).contains(calendar);
  }

  private boolean changed(String path) {
    return desk.session().changes().stream().anyMatch(change -> change.file().equals(path));
  }
}
