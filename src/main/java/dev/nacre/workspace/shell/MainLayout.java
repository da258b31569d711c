package dev.nacre.workspace.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.applayout.AppLayout;
import com.vaadin.flow.component.applayout.DrawerToggle;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Image;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.orderedlayout.Scroller;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import dev.nacre.designer.render.Texts;
import dev.nacre.record.NotFoundException;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The frame of every screen behind the sign-in: top bar, and the menu of the app at hand. */
@Dependent
public final class MainLayout extends AppLayout implements BeforeEnterObserver {
  private final Workspaces workspaces;
  private final MenuBuilder menus;
  private final NotificationBell bell;
  private final UserMenu userMenu;
  private final Scroller drawer = new Scroller();
  private final Anchor brand = new Anchor("", "");
  private final Span brandName = new Span("Nacre");
  private @Nullable String shown;

  MainLayout(Workspaces workspaces, MenuBuilder menus, NotificationBell bell, UserMenu userMenu) {
    this.workspaces = workspaces;
    this.menus = menus;
    this.bell = bell;
    this.userMenu = userMenu;
    speak(UI.getCurrent());
    var toggle = new DrawerToggle();
    toggle.setAriaLabel(getTranslation("shell.menu"));
    var logo = new Image("nacre/icon.svg", "");
    brand.add(logo, brandName);
    brand.addClassName("nacre-brand");
    var tools = new Div(bell, userMenu);
    tools.addClassName("nacre-tools");
    addToNavbar(toggle, brand, tools);
    addToDrawer(drawer);
    addClassName("nacre-layout");
  }

  /** What the page says while it can't reach the server. */
  private static void speak(UI ui) {
    var words = ui.getReconnectDialogConfiguration();
    words.setDialogText(Texts.in(ui.getLocale(), "system.reconnecting"));
    words.setDialogTextGaveUp(Texts.in(ui.getLocale(), "system.gave_up"));
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    Optional<OpenApp> app =
        event.getRouteParameters().get("app").or(() -> mistyped(event)).flatMap(this::open);
    if (app.isEmpty()) {
      return;
    }
    OpenApp open = app.get();
    String served = open.address() + "/" + open.forms().version();
    if (!served.equals(shown)) {
      shown = served;
      brand.setHref("app/" + open.address());
      brandName.setText(open.app().documents().app().title().in(getLocale()));
      drawer.setContent(menus.build(open, event.getLocation().getPath()));
      bell.follow(open);
      userMenu.follow(open);
    }
  }

  /** Also a page that there is not was sought in some app, whose menu leads on. */
  private static Optional<String> mistyped(BeforeEnterEvent event) {
    List<String> path = event.getLocation().getSegments();
    return path.size() > 1 && path.getFirst().equals("app")
        ? Optional.of(path.get(1))
        : Optional.empty();
  }

  /** An app that can't be opened is the screen's to report; the frame stays as it is. */
  private Optional<OpenApp> open(String address) {
    try {
      return Optional.of(workspaces.open(address));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
