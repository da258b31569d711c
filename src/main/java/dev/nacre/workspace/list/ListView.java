package dev.nacre.workspace.list;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.nacre.app.SavedView;
import dev.nacre.app.SavedViews;
import dev.nacre.designer.render.Formats;
import dev.nacre.metadata.FormDefinition.View;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.Query.Sort;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.past.PastEngine;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.record.print.PrintTemplate;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.bulk.BulkScreens;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import dev.nacre.workspace.shell.Toast;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The records of a form. */
@Route(value = "app/:app/list/:form/:view?", layout = MainLayout.class)
public final class ListView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(3);
  private static final String MARK = "nacre.mark";

  private final Workspaces workspaces;
  private final RecordEngine records;
  private final Pulse pulse;
  private final SavedViews saved;
  private final PrintEngine prints;
  private final BulkScreens bulk;
  private final ViewTabs tabs = new ViewTabs(this::pick, this::see);
  private final ScreenHeader head = new ScreenHeader();
  private final FilterBar filters = new FilterBar(this::go);
  private final ViewTools tools;
  private final Div body = new Div();
  private @Nullable ListPlan plan;
  private @Nullable SavedView picked;
  private boolean narrow;
  private String title = "";

  ListView(
      Workspaces workspaces,
      RecordEngine records,
      Pulse pulse,
      SavedViews saved,
      PrintEngine prints,
      BulkScreens bulk) {
    this.workspaces = workspaces;
    this.records = records;
    this.pulse = pulse;
    this.saved = saved;
    this.prints = prints;
    this.bulk = bulk;
    this.tools = new ViewTools(saved, this::go, this::pick);
    addClassNames("nacre-screen", "nacre-list");
    ScreenWidth.watch(this, this::narrow);
    body.addClassName("body");
    filters.add(tools);
    add(head, tabs, filters, body);
  }

  private void narrow(boolean now) {
    if (now != narrow) {
      narrow = now;
      if (plan != null) {
        show(plan);
      }
    }
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    Form form = app.forms().get(event.getRouteParameters().get("form").orElse(""));
    ListState state =
        ListState.read(
            event.getRouteParameters().get("view").orElse(null),
            event.getLocation().getQueryParameters());
    picked = state.saved() == null ? null : find(app, form, state.saved());
    boolean gone = state.saved() != null && picked == null;
    if (gone) {
      Toast.failed(getTranslation("view.gone"));
    }
    plan = ListPlan.of(app, form, picked != null && state.isPlain() ? ListState.of(picked) : state);
    show(plan);
  }

  private @Nullable SavedView find(OpenApp app, Form form, UUID id) {
    return saved.find(app.address(), app.forms(), form.id(), id, app.who()).orElse(null);
  }

  private void show(ListPlan shown) {
    OpenApp app = shown.app();
    Form form = shown.form();
    Query counted = shown.query().limit(1).counting(Query.Count.EXACT);
    Long count = records.query(app.forms(), counted, app.who()).count();
    title = app.title(form);
    head.title(title);
    head.about(count == null ? "" : about(count));
    head.actions(actions(shown, count == null || count > 0));
    tabs.show(
        shown,
        saved.of(app.address(), app.forms(), form.id(), app.who()),
        picked == null ? null : picked.id());
    filters.show(shown);
    tools.show(shown, picked);
    body.removeAll();
    body.add(
        count != null && count == 0 ? empty(shown) : content(shown, count == null ? 0 : count));
  }

  private String about(long count) {
    String all = getTranslation(count == 1 ? "list.count.one" : "list.count", number(count));
    return count > Loaded.MOST
        ? all + " · " + getTranslation("list.cut_off", number(Loaded.MOST))
        : all;
  }

  private String number(long count) {
    return Formats.number(BigDecimal.valueOf(count), getLocale());
  }

  private Component[] actions(ListPlan shown, boolean any) {
    OpenApp app = shown.app();
    Form form = shown.form();
    var actions = new ArrayList<Component>();
    if (any && app.may(Action.EXPORT, form.id())) {
      actions.add(new ExportMenu(shown, records));
    }
    if (app.may(Action.RESTORE, form.id())) {
      var deleted =
          new Button(
              VaadinIcon.TRASH.create(),
              click -> navigate(Addresses.deleted(app.address(), form.id())));
      deleted.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
      deleted.setAriaLabel(getTranslation("deleted.title"));
      deleted.setTooltipText(getTranslation("deleted.title"));
      deleted.setId("deleted-records");
      actions.add(deleted);
    }
    if (app.may(Action.IMPORT, form.id()) || !bulk.choices(app, form).isEmpty()) {
      var jobs =
          new Button(VaadinIcon.TASKS.create(), click -> navigate(Addresses.jobs(app.address())));
      jobs.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_ICON);
      jobs.setAriaLabel(getTranslation("job.title"));
      jobs.setTooltipText(getTranslation("job.title"));
      jobs.setId("jobs");
      actions.add(jobs);
    }
    if (PastEngine.mayCheck(app.forms(), form.id(), app.who())) {
      var check =
          new Button(
              getTranslation("past.check"),
              VaadinIcon.QRCODE.create(),
              click -> navigate(Addresses.check(app.address(), form.id())));
      check.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      actions.add(check);
    }
    if (app.may(Action.IMPORT, form.id())) {
      var bring =
          new Button(
              getTranslation("list.import"),
              VaadinIcon.UPLOAD_ALT.create(),
              click -> navigate(Addresses.imports(app.address(), form.id())));
      bring.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      bring.setId("import-records");
      actions.add(bring);
    }
    if (app.may(Action.CREATE, form.id())) {
      var create =
          new Button(
              getTranslation("list.new", title),
              VaadinIcon.PLUS.create(),
              click -> navigate(Addresses.create(app.address(), form.id())));
      create.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      create.setId("new-record");
      actions.add(create);
    }
    return actions.toArray(Component[]::new);
  }

  /** As the view wants it; a view that can't be drawn for this person is a grid. */
  private Component content(ListPlan shown, long count) {
    String type = shown.view() == null ? "grid" : shown.view().type();
    Field by = shown.by().orElse(null);
    if (by == null) {
      return grid(shown, count);
    }
    return switch (type) {
      case "kanban" -> {
        var board = new Board(shown, records, by);
        pulse.watch(board, EVERY, () -> mark(shown), now -> changed(board, now));
        yield board;
      }
      case "calendar" -> new Month(shown, records, by, narrow);
      default -> grid(shown, count);
    };
  }

  /** Changes whenever somebody changes a record that is on the board. */
  private String mark(ListPlan shown) {
    Query newest =
        shown
            .query()
            .sortedBy(List.of(new Sort("updatedAt", true)))
            .limit(1)
            .counting(Query.Count.EXACT);
    var page = records.query(shown.app().forms(), newest, shown.app().who());
    return page.count()
        + page.records().stream()
            .map(record -> " " + record.id() + record.version())
            .findFirst()
            .orElse("");
  }

  private void changed(Board board, String now) {
    String before = (String) ComponentUtil.getData(board, MARK);
    ComponentUtil.setData(board, MARK, now);
    if (before != null && (!before.equals(now) || board.waits())) {
      board.drawUnlessBusy();
    }
  }

  private Component grid(ListPlan shown, long count) {
    var loaded = new Loaded(shown.app(), records, shown.query());
    var grid =
        new RecordGrid(
            shown, narrow, loaded.first(), id -> open(shown, id), sort -> sort(shown, sort));
    grid.setItems(query -> loaded.rows(query.getOffset(), query.getLimit()));
    grid.setEmptyStateText(getTranslation("list.none"));
    OpenApp app = shown.app();
    List<PrintTemplate> printed =
        prints.of(app.app().documents().prints(), app.forms(), shown.form().id());
    var bar =
        new SelectedBar(
            shown,
            printed,
            bulk,
            bulk.choices(app, shown.form()),
            shown.filter(),
            count,
            new SelectedBar.Listener() {
              @Override
              public void none() {
                grid.deselectAll();
              }

              @Override
              public void changed() {
                ListView.this.show(shown);
              }
            });
    if (!bar.useful()) {
      return grid;
    }
    grid.tickable(bar::show);
    var both = new Div(bar, grid);
    both.addClassName("ticked");
    return both;
  }

  private void open(ListPlan shown, UUID id) {
    navigate(Addresses.record(shown.app().address(), shown.form().id(), id));
  }

  private void sort(ListPlan shown, Sort sort) {
    String wished = sort.field().isEmpty() ? null : (sort.descending() ? "-" : "") + sort.field();
    go(shown.state().sorted(wished));
  }

  private Component empty(ListPlan shown) {
    boolean narrowed = !shown.state().filters().isEmpty() || !shown.state().text().isBlank();
    if (narrowed) {
      return new EmptyState(
          VaadinIcon.SEARCH,
          getTranslation("list.no_match"),
          getTranslation("list.no_match.hint"),
          new Button(getTranslation("list.filter.clear"), click -> go(shown.state().cleared())));
    }
    View view = shown.view();
    if (view != null && view.filter() != null && anywhere(shown)) {
      return new EmptyState(
          VaadinIcon.INBOX,
          getTranslation("list.empty.view", called(view)),
          getTranslation("list.empty.view.hint"),
          new Button(
              getTranslation("list.everything"),
              click -> go(ListState.plain(Addresses.EVERYTHING))));
    }
    boolean may = shown.app().may(Action.CREATE, shown.form().id());
    boolean bring = may && shown.app().may(Action.IMPORT, shown.form().id());
    return new EmptyState(
        VaadinIcon.INBOX,
        getTranslation("list.empty", title),
        getTranslation(
            bring ? "list.empty.import" : may ? "list.empty.create" : "list.empty.wait"));
  }

  private String called(View view) {
    return view.name() == null ? view.id() : view.name().in(getLocale());
  }

  /** Whether the person may see any record that the view leaves out. */
  private boolean anywhere(ListPlan shown) {
    Query any = Query.of(shown.form().id()).limit(1).withoutLines();
    return !records.query(shown.app().forms(), any, shown.app().who()).records().isEmpty();
  }

  private void see(String view) {
    if (plan != null) {
      go(plan.state().seen(view));
    }
  }

  private void pick(@Nullable UUID id) {
    if (plan != null) {
      String list = Addresses.list(plan.app().address(), plan.form().id());
      UI.getCurrent().navigate(list, id == null ? QueryParameters.empty() : ListState.picking(id));
    }
  }

  private void go(ListState state) {
    if (plan != null) {
      UI.getCurrent()
          .navigate(
              Addresses.list(plan.app().address(), plan.form().id(), state.view()),
              state.parameters());
    }
  }

  private static void navigate(String address) {
    UI.getCurrent().navigate(address);
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
