package dev.nacre.workspace.list;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.nacre.designer.render.Formats;
import dev.nacre.record.Form;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.transfer.BulkWish;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.bulk.BulkScreens;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.math.BigDecimal;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The records of a form that were deleted, to be brought back. */
@Route(value = "app/:app/deleted/:form", layout = MainLayout.class)
public final class DeletedView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private final Workspaces workspaces;
  private final RecordEngine records;
  private final BulkScreens bulk;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();
  private @Nullable OpenApp app;
  private @Nullable Form form;
  private boolean narrow;

  DeletedView(Workspaces workspaces, RecordEngine records, BulkScreens bulk) {
    this.workspaces = workspaces;
    this.records = records;
    this.bulk = bulk;
    addClassNames("nacre-screen", "nacre-list");
    up.addClassName("up");
    body.addClassName("body");
    head.title(getTranslation("deleted.title"));
    add(up, head, body);
    ScreenWidth.watch(this, this::narrow);
  }

  private void narrow(boolean now) {
    if (now != narrow) {
      narrow = now;
      if (app != null && form != null) {
        show(app, form);
      }
    }
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp open = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    Form of = open.forms().get(event.getRouteParameters().get("form").orElse(""));
    app = open;
    form = of;
    up.setText(open.title(of));
    up.setHref(Addresses.list(open.address(), of.id()));
    show(open, of);
  }

  private void show(OpenApp open, Form of) {
    ListState plain = ListState.read(Addresses.EVERYTHING, QueryParameters.empty());
    ListPlan plan = ListPlan.of(open, of, plain);
    Query query =
        plan.query()
            .where(null)
            .sortedBy(List.of(new Query.Sort("updatedAt", true)))
            .ofDeleted(true);
    Long found =
        records.query(open.forms(), query.limit(1).counting(Query.Count.EXACT), open.who()).count();
    long count = found == null ? 0 : found;
    head.about(
        getTranslation(
            count == 1 ? "list.count.one" : "list.count",
            Formats.number(BigDecimal.valueOf(count), getLocale())));
    body.removeAll();
    if (count == 0) {
      body.add(
          new EmptyState(
              VaadinIcon.TRASH,
              getTranslation("deleted.none"),
              getTranslation("deleted.none.hint")));
      return;
    }
    var loaded = new Loaded(open, records, query);
    var grid =
        new RecordGrid(
            plan,
            narrow,
            loaded.first(),
            id -> UI.getCurrent().navigate(Addresses.record(open.address(), of.id(), id)),
            sort -> {});
    grid.setItems(rows -> loaded.rows(rows.getOffset(), rows.getLimit()));
    var bar =
        new SelectedBar(
            plan,
            List.of(),
            bulk,
            List.of(new BulkScreens.Choice(BulkWish.Action.RESTORE, null, null)),
            null,
            count,
            new SelectedBar.Listener() {
              @Override
              public void none() {
                grid.deselectAll();
              }

              @Override
              public void changed() {
                DeletedView.this.show(open, of);
              }
            });
    grid.tickable(bar::show);
    var both = new Div(bar, grid);
    both.addClassName("ticked");
    body.add(both);
  }

  @Override
  public String getPageTitle() {
    return getTranslation("deleted.title") + " · Nacre";
  }
}
