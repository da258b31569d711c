package dev.nacre.workspace.dashboard;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.dashboard.Dashboard;
import dev.nacre.dashboard.DashboardEngine;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.designer.widget.WidgetBox;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Condition.Op;
import dev.nacre.metadata.Value;
import dev.nacre.record.NotFoundException;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A dashboard, always up to date; every number opens the records behind it. */
@Route(value = "app/:app/dashboard/:id", layout = MainLayout.class)
public final class DashboardView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final Workspaces workspaces;
  private final DashboardEngine engine;
  private final ScreenHeader head = new ScreenHeader();
  private final Div board = new Div();
  private final Map<String, WidgetBox> boxes = new LinkedHashMap<>();
  private Optional<Open> open = Optional.empty();
  private String title = "";

  private record Open(OpenApp app, Dashboard dashboard) {}

  DashboardView(Workspaces workspaces, DashboardEngine engine, Pulse pulse) {
    this.workspaces = workspaces;
    this.engine = engine;
    addClassNames("nacre-screen", "nacre-dashboard");
    board.addClassName("nacre-board");
    add(head, board);
    pulse.watch(this, EVERY, this::ask, this::show);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    String id = event.getRouteParameters().get("id").orElse("");
    Map<String, Dashboard> known = app.app().dashboards();
    Dashboard dashboard = known.get(id);
    if (dashboard == null) {
      throw NotFoundException.of("dashboard_unknown", id, known.keySet());
    }
    open = Optional.of(new Open(app, dashboard));
    title = dashboard.definition().title().in(getLocale());
    head.title(title);
    board.removeAll();
    boxes.clear();
    for (Dashboard.Widget widget : dashboard.widgets()) {
      var box =
          new WidgetBox(
              app.context(),
              app.renderers(),
              widget.definition(),
              (form, records) -> drill(app, form, records));
      boxes.put(widget.definition().id(), box);
      board.add(box);
    }
    show(ask());
  }

  private Map<String, WidgetResult> ask() {
    return open.map(o -> engine.data(o.app().forms(), o.dashboard(), o.app().who()))
        .orElse(Map.of());
  }

  private void show(Map<String, WidgetResult> results) {
    results.forEach(
        (id, result) -> {
          WidgetBox box = boxes.get(id);
          if (box != null) {
            box.show(result);
          }
        });
  }

  /** One record opens itself, several open as a list of exactly these. */
  private static void drill(OpenApp app, String form, Condition records) {
    Optional<UUID> one = single(records);
    if (one.isPresent()) {
      UI.getCurrent().navigate(Addresses.record(app.address(), form, one.get()));
    } else {
      List<Condition> parts = records instanceof Condition.All all ? all.parts() : List.of(records);
      UI.getCurrent().navigate(Addresses.everything(app.address(), form), Addresses.filters(parts));
    }
  }

  private static Optional<UUID> single(Condition records) {
    return records instanceof Condition.Compare compare
            && compare.field().equals("id")
            && compare.op() == Op.EQ
            && compare.value() instanceof Value.Literal literal
        ? Optional.of(UUID.fromString(literal.json().asText()))
        : Optional.empty();
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
