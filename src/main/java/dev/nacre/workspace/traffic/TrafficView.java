package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.connector.Connections;
import dev.nacre.connector.PollEngine;
import dev.nacre.event.InboxStore;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.Problem;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Secrets;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
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
  private static final String ANY = "any";
  private static final Duration BEAT = Duration.ofSeconds(3);

  private final Workspaces workspaces;
  private final InboxStore inbox;
  private final OutboxStore outbox;
  private final ConnectionsPane.Parts parts;
  private final Pulse pulse;
  private final ScreenHeader head = new ScreenHeader();
  private final Tab in = new Tab();
  private final Tab out = new Tab();
  private final Tab connections = new Tab();
  private final Tabs ways = new Tabs(in, out, connections);
  private final Map<Tab, String> names = Map.of(in, "in", out, "out", connections, "connections");
  private final Select<String> states = new Select<>();
  private final Button again = new Button();
  private Optional<OpenApp> open = Optional.empty();
  private Optional<EntriesPane> entries = Optional.empty();
  private Runnable look = () -> {};

  TrafficView(
      Workspaces workspaces,
      InboxStore inbox,
      OutboxStore outbox,
      Connections connected,
      PollEngine polls,
      Secrets secrets,
      Pulse pulse) {
    this.workspaces = workspaces;
    this.inbox = inbox;
    this.outbox = outbox;
    this.parts = new ConnectionsPane.Parts(connected, polls, secrets);
    this.pulse = pulse;
    addClassNames("nacre-screen", "nacre-tasks", "nacre-traffic");
    head.title(getTranslation("traffic.title"));
    in.setLabel(getTranslation("traffic.in"));
    out.setLabel(getTranslation("traffic.out"));
    connections.setLabel(getTranslation("traffic.connections"));
    states.setAriaLabel(getTranslation("traffic.state"));
    states.setItemLabelGenerator(state -> getTranslation("traffic.state." + state));
    again.setText(getTranslation("traffic.reload"));
    again.setIcon(VaadinIcon.REFRESH.create());
    again.addClickListener(click -> look.run());
    ways.addSelectedChangeListener(
        change -> {
          if (change.isFromClient()) {
            open.ifPresent(app -> go(app, names.get(ways.getSelectedTab())));
          }
        });
    states.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            entries.ifPresent(
                pane -> pane.in(ANY.equals(change.getValue()) ? null : change.getValue()));
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
    entries = Optional.empty();
    head.actions(again);
    var pane = new ConnectionsPane(app, parts);
    add(pane);
    look = () -> pane.show(pane.ask());
    look.run();
    pulse.watch(pane, BEAT, pane::ask, pane::show);
  }

  private void entries(OpenApp app, boolean going) {
    states.setItems(
        going
            ? List.of(ANY, "pending", "sent", "dead", "withdrawn")
            : List.of(ANY, "received", "done", "dead", "skipped"));
    states.setValue(ANY);
    head.actions(states, again);
    Ledger ledger =
        going ? new GoingOut(outbox, app.address()) : new Incoming(inbox, app.address());
    var pane = new EntriesPane(app, ledger);
    entries = Optional.of(pane);
    add(pane);
    look = () -> pane.show(pane.ask());
    look.run();
    pulse.watch(pane, BEAT, pane::ask, pane::show);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("traffic.title") + " · Nacre";
  }
}
