package dev.nacre.workspace.home;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.router.RouteAlias;
import dev.nacre.app.Apps;
import dev.nacre.metadata.AppDefinition.MenuItem;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Goes on to the first thing of an app: of the one asked for, else of the first. */
@Route(value = "", layout = MainLayout.class)
@RouteAlias(value = "app/:app", layout = MainLayout.class)
public final class HomeView extends Div implements BeforeEnterObserver {
  private final Workspaces workspaces;
  private final People people;

  HomeView(Workspaces workspaces, People people) {
    this.workspaces = workspaces;
    this.people = people;
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Optional<String> app = event.getRouteParameters().get("app").or(this::first);
    if (app.isPresent()) {
      event.forwardTo(start(workspaces.open(app.get())));
    } else {
      removeAll();
      add(empty());
    }
  }

  private EmptyState empty() {
    String title = getTranslation("home.empty");
    if (!people.current().administrator()) {
      return new EmptyState(VaadinIcon.CUBES, title, getTranslation("home.empty.hint"));
    }
    var begin =
        new Button(
            getTranslation("home.empty.begin"), click -> UI.getCurrent().navigate("designer"));
    begin.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    return new EmptyState(VaadinIcon.CUBES, title, getTranslation("home.empty.admin"), begin);
  }

  private Optional<String> first() {
    List<Apps.AppView> mine = workspaces.mine();
    return mine.stream().findFirst().map(Apps.AppView::id);
  }

  /** The first dashboard of the menu; for whoever may see none, the own tasks. */
  private static String start(OpenApp app) {
    var documents = app.app().documents();
    Stream<String> arranged =
        documents.app().menu().stream()
            .flatMap(group -> group.items().stream())
            .map(MenuItem::dashboard)
            .flatMap(Stream::ofNullable);
    return Stream.concat(arranged, documents.dashboards().keySet().stream())
        .filter(id -> documents.dashboards().containsKey(id))
        .filter(id -> app.forms().permissions().dashboard(id, app.who()))
        .findFirst()
        .map(id -> Addresses.dashboard(app.address(), id))
        .orElseGet(() -> Addresses.tasks(app.address()));
  }
}
