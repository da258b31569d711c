package dev.nacre.designer.role;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H3;
import com.vaadin.flow.component.html.Paragraph;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Rights;
import dev.nacre.designer.desk.Selection;
import java.util.List;

/** The open role as a table: forms below each other, what may be done with them side by side. */
public final class RoleCanvas extends Div {
  private final Desk desk;
  private final Rights rights;
  private String drawn = "";

  /** The canvas of that desk. */
  public RoleCanvas(Desk desk) {
    this.desk = desk;
    this.rights = new Rights(desk);
    addClassNames("nd-canvas", "nd-role");
    desk.listen(event -> draw());
    draw();
  }

  private void draw() {
    if (!desk.on("roles")) {
      drawn = "";
      removeAll();
      return;
    }
    String now = desk.path() + desk.selection() + desk.session().files().text(desk.path());
    if (now.equals(drawn)) {
      return;
    }
    drawn = now;
    removeAll();
    if (rights.role().isEmpty()) {
      add(new Paragraph(desk.text("canvas.unreadable")));
      return;
    }
    add(new Paragraph(desk.text("role.about")), table());
    choices("dashboards", "role.dashboards");
    choices("workflows", "role.workflows");
  }

  private Div table() {
    var table = new Div();
    table.addClassName("nd-rights");
    table.getElement().setAttribute("role", "table");
    table.getStyle().set("--nd-actions", String.valueOf(Rights.ACTIONS.size()));
    table.add(head());
    for (String form : Definitions.ids(desk.session().files(), "forms")) {
      table.add(new FormRights(desk, form));
    }
    return table;
  }

  private Div head() {
    var head = new Div(cell(desk.text("role.form")));
    Rights.ACTIONS.forEach(action -> head.add(cell(desk.text("role.action." + action))));
    head.add(cell(desk.text("role.fields")));
    head.addClassNames("nd-rights-row", "nd-rights-head");
    head.getElement().setAttribute("role", "row");
    return head;
  }

  private static Div cell(String text) {
    var cell = new Div(text);
    cell.getElement().setAttribute("role", "columnheader");
    return cell;
  }

  private void choices(String folder, String title) {
    List<String> ids = Definitions.ids(desk.session().files(), folder);
    if (ids.isEmpty()) {
      return;
    }
    var box = new Div();
    box.addClassName("nd-rights-choices");
    for (String id : ids) {
      boolean dashboards = folder.equals("dashboards");
      box.add(
          Switch.of(
              Definitions.title(desk.session().files(), folder + "/" + id + ".json", desk.locale()),
              dashboards ? rights.opens(id) : rights.starts(id),
              may -> {
                if (dashboards) {
                  rights.open(id, may);
                } else {
                  rights.start(id, may);
                }
              }));
    }
    add(new H3(desk.text(title)), box);
  }

  /** Whether that form is the selected one. */
  static boolean selected(Desk desk, String form) {
    return desk.selection().equals(new Selection.Granted(form));
  }
}
