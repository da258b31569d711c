package dev.nacre.workspace.pages;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.app.PageLinks;
import dev.nacre.app.PageLinks.Link;
import dev.nacre.security.ForbiddenException;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.InstantSource;
import java.util.List;

/** The public pages of an app and the links that lead to them. */
@Route(value = "app/:app/pages", layout = MainLayout.class)
public final class PagesView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private final Workspaces workspaces;
  private final PageLinks links;
  private final People people;
  private final InstantSource clock;
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();

  PagesView(Workspaces workspaces, PageLinks links, People people, InstantSource clock) {
    this.workspaces = workspaces;
    this.links = links;
    this.people = people;
    this.clock = clock;
    addClassNames("nacre-screen", "nacre-pages");
    body.addClassName("body");
    add(head, body);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    ForbiddenException.unlessAdministrator(app.who());
    head.title(getTranslation("pages.title"));
    head.about(getTranslation("pages.about"));
    body.removeAll();
    var pages = app.app().documents().pages();
    if (pages.isEmpty()) {
      body.add(
          new EmptyState(
              VaadinIcon.EXTERNAL_LINK,
              getTranslation("pages.none"),
              getTranslation("pages.none.hint")));
    }
    List<Link> all = links.of(app.address());
    var doing = new PageBox.Doing(app, links, people, clock);
    pages.values().forEach(page -> body.add(new PageBox(doing, page, all)));
  }

  @Override
  public String getPageTitle() {
    return getTranslation("pages.title") + " · Nacre";
  }
}
