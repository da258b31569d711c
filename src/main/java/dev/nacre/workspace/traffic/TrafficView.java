package dev.nacre.workspace.traffic;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.tabs.Tab;
import com.vaadin.flow.component.tabs.Tabs;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.event.InboxStore;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.Problem;
import dev.nacre.security.ForbiddenException;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What comes in and goes out: every payload, what became of it, and what to do when it failed. */
@Route(value = "app/:app/traffic/:way?", layout = MainLayout.class)
public final class TrafficView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final String OUT = "out";
  private static final String ANY = "any";

  private final Workspaces workspaces;
  private final InboxStore inbox;
  private final OutboxStore outbox;
  private final ScreenHeader head = new ScreenHeader();
  private final Tab in = new Tab();
  private final Tab out = new Tab();
  private final Tabs ways = new Tabs(in, out);
  private final Select<String> states = new Select<>();
  private final Div list = new Div();
  private final Div detail = new Div();
  private Optional<OpenApp> open = Optional.empty();
  private Optional<Ledger> ledger = Optional.empty();
  private @Nullable Long chosen;

  TrafficView(Workspaces workspaces, InboxStore inbox, OutboxStore outbox) {
    this.workspaces = workspaces;
    this.inbox = inbox;
    this.outbox = outbox;
    addClassNames("nacre-screen", "nacre-tasks", "nacre-traffic");
    head.title(getTranslation("traffic.title"));
    in.setLabel(getTranslation("traffic.in"));
    out.setLabel(getTranslation("traffic.out"));
    states.setAriaLabel(getTranslation("traffic.state"));
    states.setItemLabelGenerator(state -> getTranslation("traffic.state." + state));
    var again = new Button(getTranslation("traffic.reload"), VaadinIcon.REFRESH.create());
    again.addClickListener(click -> show());
    head.actions(states, again);
    list.addClassName("list");
    detail.addClassName("detail");
    var body = new Div(list, detail);
    body.addClassName("body");
    add(head, ways, body);
    ways.addSelectedChangeListener(
        change -> {
          if (change.isFromClient()) {
            open.ifPresent(
                app ->
                    UI.getCurrent()
                        .navigate(Addresses.traffic(app.address(), ways.getSelectedTab() == out)));
          }
        });
    states.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            chosen = null;
            show();
          }
        });
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    if (!app.who().administrator()) {
      throw new ForbiddenException(Problem.at("", "not_allowed", "read", "traffic"));
    }
    boolean going = event.getRouteParameters().get("way").filter(OUT::equals).isPresent();
    ways.setSelectedTab(going ? out : in);
    states.setItems(
        going
            ? List.of(ANY, "pending", "sent", "dead")
            : List.of(ANY, "received", "done", "dead", "skipped"));
    states.setValue(ANY);
    open = Optional.of(app);
    chosen = null;
    ledger =
        Optional.of(
            going ? new GoingOut(outbox, app.address()) : new Incoming(inbox, app.address()));
    show();
  }

  private void show() {
    list.removeAll();
    detail.removeAll();
    if (open.isEmpty() || ledger.isEmpty()) {
      return;
    }
    String state = ANY.equals(states.getValue()) ? null : states.getValue();
    List<Ledger.Entry> entries = ledger.get().newest(state);
    setClassName("nothing", entries.isEmpty());
    setClassName("chosen", chosen != null);
    if (entries.isEmpty()) {
      list.add(
          new EmptyState(
              VaadinIcon.EXCHANGE,
              getTranslation("traffic.none"),
              getTranslation("traffic.none.hint")));
      return;
    }
    long shown = chosen != null ? chosen : entries.getFirst().id();
    entries.forEach(entry -> list.add(card(entry, entry.id() == shown)));
    ledger.get().entry(shown).ifPresent(entry -> detail.add(panel(entry)));
  }

  private Component card(Ledger.Entry entry, boolean shown) {
    var title = new Span(entry.connector() + (entry.what().isEmpty() ? "" : " · " + entry.what()));
    title.addClassName("title");
    var state = new Span(getTranslation("traffic.state." + entry.state()));
    state.addClassNames("due", entry.state());
    state.getElement().getClassList().set("late", entry.state().equals("dead"));
    var when = new Span(open.map(app -> Formats.exact(entry.at(), app.forms().zone())).orElse(""));
    when.addClassName("due");
    var card = new NativeButton("", click -> choose(entry.id()));
    card.add(title, state, when);
    card.addClassName("nacre-task");
    card.getElement().getClassList().set("shown", shown);
    card.getElement().setAttribute("data-entry", String.valueOf(entry.id()));
    return card;
  }

  private void choose(long id) {
    chosen = id;
    show();
  }

  private Component panel(Ledger.Entry entry) {
    var back =
        new Button(
            getTranslation("task.back"),
            VaadinIcon.ARROW_LEFT.create(),
            click -> {
              chosen = null;
              show();
            });
    back.addClassName("back");
    String who = open.map(app -> app.who().id()).orElse("");
    var panel =
        new EntryPanel(
            entry,
            ledger.orElseThrow(),
            who,
            problem -> Wording.of(problem, getLocale()),
            this::show);
    return new Div(back, panel);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("traffic.title") + " · Nacre";
  }
}
