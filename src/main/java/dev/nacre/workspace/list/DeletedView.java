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
import java.util.List;

/** The records of a form that were deleted, to be brought back. */
@Route(value = "app/:app/deleted/:form", layout = MainLayout.class)
public final class DeletedView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private final Workspaces workspaces;
  private final RecordEngine records;
  private final BulkScreens bulk;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();

  DeletedView(Workspaces workspaces, RecordEngine records, BulkScreens bulk) {
    this.workspaces = workspaces;
    this.records = records;
    this.bulk = bulk;
    addClassNames("nacre-screen", "nacre-list");
    up.addClassName("up");
    body.addClassName("body");
    head.title(getTranslation("deleted.title"));
    add(up, head, body);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    Form form = app.forms().get(event.getRouteParameters().get("form").orElse(""));
    up.setText(app.title(form));
    up.setHref(Addresses.list(app.address(), form.id()));
    show(app, form);
  }

  private void show(OpenApp app, Form form) {
    ListState plain = ListState.read(Addresses.EVERYTHING, QueryParameters.empty());
    ListPlan plan = ListPlan.of(app, form, plain);
    Query query =
        plan.query()
            .where(null)
            .sortedBy(List.of(new Query.Sort("updatedAt", true)))
            .ofDeleted(true);
    Long found =
        records.query(app.forms(), query.limit(1).counting(Query.Count.EXACT), app.who()).count();
    long count = found == null ? 0 : found;
    head.about(getTranslation(count == 1 ? "list.count.one" : "list.count", count));
    body.removeAll();
    if (count == 0) {
      body.add(
          new EmptyState(
              VaadinIcon.TRASH,
              getTranslation("deleted.none"),
              getTranslation("deleted.none.hint")));
      return;
    }
    var grid =
        new RecordGrid(
            plan,
            false,
            id -> UI.getCurrent().navigate(Addresses.record(app.address(), form.id(), id)),
            sort -> {});
    var loaded = new Loaded(app, records, query);
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
                DeletedView.this.show(app, form);
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
