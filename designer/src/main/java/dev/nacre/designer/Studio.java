package dev.nacre.designer;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.calendar.CalendarCanvas;
import dev.nacre.designer.canvas.FormCanvas;
import dev.nacre.designer.connector.ConnectorCanvas;
import dev.nacre.designer.dashboard.BoardCanvas;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.menu.MenuCanvas;
import dev.nacre.designer.page.PageCanvas;
import dev.nacre.designer.palette.FieldPalette;
import dev.nacre.designer.palette.StepPalette;
import dev.nacre.designer.palette.WidgetPalette;
import dev.nacre.designer.role.RoleCanvas;
import dev.nacre.designer.workflow.FlowCanvas;
import java.util.List;

/**
 * Where the definitions of one folder are drawn. What has none is edited as checked JSON.
 *
 * @param folder {@code forms}, {@code workflows} and so on; {@code app} for the app's head
 * @param palette what can be added
 * @param canvas what is there
 */
record Studio(String folder, Component palette, Component canvas) {
  static List<Studio> all(Desk desk) {
    return List.of(
        new Studio("forms", new FieldPalette(desk), new FormCanvas(desk)),
        new Studio("workflows", new StepPalette(desk), new FlowCanvas(desk)),
        new Studio("dashboards", new WidgetPalette(desk), new BoardCanvas(desk)),
        new Studio("connectors", new Div(), new ConnectorCanvas(desk)),
        new Studio("roles", new Div(), new RoleCanvas(desk)),
        new Studio("pages", new Div(), new PageCanvas(desk)),
        new Studio("app", new Div(), head(desk)));
  }

  /** What the app's head says stands one below the other. */
  private static Component head(Desk desk) {
    var head = new Div(new MenuCanvas(desk), new CalendarCanvas(desk));
    head.addClassNames("nd-canvas", "nd-head-canvas");
    return head;
  }
}
