package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.connector.Connections;
import dev.nacre.connector.PollEngine;
import dev.nacre.metadata.Problem;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Secrets;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What comes in and goes out: every payload, what became of it, and what to do when it failed; and
 * the connections themselves.
 */
@Route(value = "app/:app/traffic/:way?", layout = MainLayout.class)
public final class TrafficView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration BEAT = Duration.ofSeconds(3);
  private static final Duration SLOW = Duration.ofSeconds(10);

  private final Workspaces workspaces;
  private final Ledgers ledgers;
  private final ConnectionsPane.Parts parts;
  private final Pulse pulse;
  private final ScreenHeader head = new ScreenHeader();
  private final Tab in = new Tab();
  private final Tab out = new Tab();
  private final Tab connections = new Tab();
  private final Tabs ways = new Tabs(in, out, connections);
  private final Map<Tab, String> names = Map.of(in, "in", out, "out", connections, "connections");
  private final Button again = new Button();
  private Optional<OpenApp> open = Optional.empty();
  private Runnable look = () -> {};

  TrafficView(
      Workspaces workspaces,
      Ledgers ledgers,
      Connections connected,
      PollEngine polls,
      Secrets secrets,
      People people,
      Pulse pulse) {
    this.workspaces = workspaces;
    this.ledgers = ledgers;
    this.parts = new ConnectionsPane.Parts(connected, polls, secrets, people);
    this.pulse = pulse;
    addClassNames("nacre-screen", "nacre-tasks", "nacre-traffic");
    head.title(getTranslation("traffic.title"));
    in.setLabel(getTranslation("traffic.in"));
    out.setLabel(getTranslation("traffic.out"));
    connections.setLabel(getTranslation("traffic.connections"));
    again.setText(getTranslation("traffic.reload"));
    again.setIcon(VaadinIcon.REFRESH.create());
    again.addClickListener(click -> look.run());
    ways.addSelectedChangeListener(
        change -> {
          if (change.isFromClient()) {
            open.ifPresent(app -> go(app, names.get(ways.getSelectedTab())));
          }
        });
  }

  private static void go(OpenApp app, String way) {
    UI.getCurrent().navigate(Addresses.traffic(app.address(), way));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    if (!app.who().administrator()) {
      throw new ForbiddenException(Problem.at("", "not_allowed", "read", "traffic"));
    }
    open = Optional.of(app);
    String way = event.getRouteParameters().get("way").orElse("in");
    Tab tab =
        names.entrySet().stream()
            .filter(entry -> entry.getValue().equals(way))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse(in);
    ways.setSelectedTab(tab);
    removeAll();
    add(head, ways);
    if (tab == connections) {
      connections(app);
    } else {
      entries(app, tab == out);
    }
  }

  private void connections(OpenApp app) {
    removeClassNames("nothing", "chosen");
    head.actions(again);
    var pane = new ConnectionsPane(app, parts);
    add(pane);
    look = () -> pane.show(pane.ask());
    look.run();
    pulse.watch(pane, BEAT, pane::ask, pane::show);
  }

  private void entries(OpenApp app, boolean going) {
    head.actions(again);
    Ledger ledger = going ? ledgers.out(app.address()) : ledgers.in(app.address());
    var pane = new EntriesPane(app, ledger);
    var filter =
        new FilterBar(
            going
                ? List.of("pending", "sent", "dead", "withdrawn")
                : List.of("received", "done", "dead", "skipped"),
            parts.connections().of(app.address()),
            pane::only);
    var causes = new CausesPanel(app, ledger, filter::only);
    add(filter, causes, pane);
    look =
        () -> {
          causes.show(ledger.causes());
          pane.again();
        };
    look.run();
    pulse.watch(pane, BEAT, pane::ask, pane::show);
    pulse.watch(causes, SLOW, ledger::causes, causes::show);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("traffic.title") + " · Nacre";
  }
}
