package dev.nacre.designer.tree;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
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
    var head = new Div(new H2(desk.text("tree." + folder)));
    head.addClassName("nd-tree-head");
    if (CREATABLE.contains(folder)) {
      var add =
          Icons.button(
              VaadinIcon.PLUS,
              desk.text("new." + folder),
              () -> new NewDefinitionDialog(desk, folder).open());
      add.getElement().setAttribute("data-new", folder);
      head.add(add);
    }
    return head;
  }

  private Component entry(String path, String title) {
    var entry = new NativeButton();
    entry.addClassName("nd-entry");
    entry.getElement().setAttribute("data-path", path);
    var name = new Span(title);
    name.addClassName("nd-entry-name");
    entry.add(name);
    int problems = desk.session().problems(path).size();
    if (problems > 0) {
      var count = new Span(String.valueOf(problems));
      count.addClassName("nd-count");
      entry.add(count);
    } else if (changed(path)) {
      var dot = new Span("●");
      dot.addClassName("nd-changed");
      dot.setTitle(desk.text("tree.changed"));
      entry.add(dot);
    }
    if (path.equals(desk.path())) {
      entry.addClassName("nd-open");
      entry.getElement().setAttribute("aria-current", "true");
    }
    entry.addClickListener(click -> desk.open(path));
    return entry;
  }

  private boolean changed(String path) {
    return desk.session().changes().stream().anyMatch(change -> change.file().equals(path));
  }
}
