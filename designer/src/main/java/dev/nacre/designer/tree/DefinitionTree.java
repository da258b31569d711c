package dev.nacre.designer.tree;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.app.change.Difference;
import dev.nacre.designer.desk.AppCalendars;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Selection;
import dev.nacre.metadata.AppFiles;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Everything that an app is made of; a click opens it. */
public final class DefinitionTree extends Div {
  private static final List<String> CREATABLE =
      List.of("forms", "workflows", "dashboards", "connectors", "roles", "pages");
  private final Desk desk;
  private final Map<Part, NativeButton> entries = new HashMap<>();
  private List<Part> drawn = List.of();

  /** The tree of that desk. */
  public DefinitionTree(Desk desk) {
    this.desk = desk;
    addClassName("nd-tree");
    getElement().setAttribute("role", "navigation");
    getElement().setAttribute("aria-label", desk.text("tree"));
    desk.listen(event -> draw());
    draw();
  }

  /** What stands there already stays: a click elsewhere costs only what it changes. */
  private void draw() {
    List<Part> now = parts();
    if (!now.equals(drawn)) {
      drawn = now;
      entries.clear();
      removeAll();
      now.forEach(part -> add(component(part)));
    }
    entries.forEach((part, entry) -> open(entry, open(part)));
  }

  private List<Part> parts() {
    AppFiles files = desk.session().files();
    var parts = new ArrayList<Part>();
    Set<String> changed =
        desk.session().changes().stream().map(Difference::file).collect(Collectors.toSet());
    for (String folder : Definitions.FOLDERS) {
      List<String> ids = Definitions.ids(files, folder);
      if (!ids.isEmpty() || CREATABLE.contains(folder)) {
        parts.add(new Part.Head(folder));
        for (String id : ids) {
          String path = folder + "/" + id + ".json";
          parts.add(file(path, Definitions.title(files, path, desk.locale()), changed));
        }
      }
      if (folder.equals("workflows")) {
        calendars(parts); // by which their deadlines are counted
      }
    }
    List<String> prints =
        files.byPath().keySet().stream().filter(path -> path.startsWith("prints/")).toList();
    if (!prints.isEmpty()) {
      parts.add(new Part.Head("prints"));
      prints.forEach(path -> parts.add(file(path, path.substring("prints/".length()), changed)));
    }
    parts.add(new Part.Head("app"));
    parts.add(file(AppCalendars.FILE, desk.text("tree.head"), changed));
    files.byPath().keySet().stream()
        .filter(path -> path.startsWith("scripts/"))
        .forEach(path -> parts.add(file(path, path, changed)));
    return parts;
  }

  private Part file(String path, String title, Set<String> changed) {
    return new Part.File(path, title, desk.session().problems(path).size(), changed.contains(path));
  }

  /** They have no files of their own, and people look for them all the same. */
  private void calendars(List<Part> parts) {
    var calendars = new AppCalendars(desk);
    List<ObjectNode> published = AppCalendars.of(desk.session().published());
    parts.add(new Part.Head(AppCalendars.CALENDARS));
    List<ObjectNode> all = calendars.all();
    for (int i = 0; i < all.size(); i++) {
      ObjectNode one = all.get(i);
      parts.add(
          new Part.Calendar(
              i,
              one.path("id").asText(),
              calendars.title(one),
              calendars.problems(i),
              !published.contains(one)));
    }
  }

  private Component component(Part part) {
    return switch (part) {
      case Part.Head head when head.of().equals(AppCalendars.CALENDARS) ->
          head(head.of(), () -> new AppCalendars(desk).add());
      case Part.Head head when CREATABLE.contains(head.of()) ->
          head(head.of(), () -> new NewDefinitionDialog(desk, head.of()).open());
      case Part.Head head -> new H2(desk.text("tree." + head.of()));
      case Part.File file -> {
        NativeButton entry = entry(part, file.title(), file.problems(), file.changed());
        entry.getElement().setAttribute("data-path", file.path());
        entry.addClickListener(click -> desk.open(file.path()));
        yield entry;
      }
      case Part.Calendar calendar -> {
        NativeButton entry = entry(part, calendar.title(), calendar.problems(), calendar.changed());
        entry.getElement().setAttribute("data-calendar", calendar.id());
        entry.addClickListener(click -> new AppCalendars(desk).open(calendar.index()));
        yield entry;
      }
    };
  }

  private boolean open(Part part) {
    return switch (part) {
      case Part.Head h -> false;
      case Part.File file ->
          file.path().equals(desk.path()) && !(desk.selection() instanceof Selection.Calendar);
      case Part.Calendar calendar ->
          desk.selection().equals(new Selection.Calendar(calendar.index()));
    };
  }

  private Component head(String part, Runnable make) {
    var add = Icons.button(VaadinIcon.PLUS, desk.text("new." + part), make);
    add.getElement().setAttribute("data-new", part);
    var head = new Div(new H2(desk.text("tree." + part)), add);
    head.addClassName("nd-tree-head");
    return head;
  }

  private NativeButton entry(Part part, String title, long problems, boolean changed) {
    var entry = new NativeButton();
    entries.put(part, entry);
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

  /** What was opened elsewhere may stand far below what is seen of the tree. */
  private static void open(NativeButton entry, boolean open) {
    boolean was = entry.hasClassName("nd-open");
    entry.setClassName("nd-open", open);
    if (open && !was) {
      entry.getElement().setAttribute("aria-current", "true");
      entry.getElement().executeJs("this.scrollIntoView({block: 'nearest'})");
    } else if (!open) {
      entry.getElement().removeAttribute("aria-current");
    }
  }

  /** What stands in the tree, one below the other. */
  private sealed interface Part {
    /** The title of those that follow. */
    record Head(String of) implements Part {}

    record File(String path, String title, int problems, boolean changed) implements Part {}

    record Calendar(int index, String id, String title, long problems, boolean changed)
        implements Part {}
  }
}
