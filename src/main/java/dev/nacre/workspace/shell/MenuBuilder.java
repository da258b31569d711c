package dev.nacre.workspace.shell;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.sidenav.SideNav;
import com.vaadin.flow.component.sidenav.SideNavItem;
import dev.nacre.designer.render.Texts;
import dev.nacre.metadata.AppDefinition.MenuGroup;
import dev.nacre.metadata.AppDefinition.MenuItem;
import dev.nacre.metadata.DashboardDefinition;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Builds the side menu of an app: only what the person may open. */
@Singleton
public final class MenuBuilder {
  private static final Duration EVERY = Duration.ofSeconds(5);

  private final TaskEngine tasks;
  private final Pulse pulse;

  MenuBuilder(TaskEngine tasks, Pulse pulse) {
    this.tasks = tasks;
    this.pulse = pulse;
  }

  /**
   * The menu.
   *
   * @param path where the person is; what is open there isn't collapsed
   */
  Component build(OpenApp app, String path) {
    var menu = new Div();
    menu.addClassName("nacre-menu");
    var own = new SideNav();
    own.addItem(tasks(app));
    menu.add(own);
    for (MenuGroup group : groups(app)) {
      List<SideNavItem> items =
          group.items().stream().flatMap(item -> item(item, app).stream()).toList();
      if (!items.isEmpty()) {
        var nav =
            group.label() == null
                ? new SideNav()
                : new SideNav(group.label().in(app.context().locale()));
        nav.setCollapsible(group.label() != null);
        nav.setExpanded(
            group.label() == null
                || !Boolean.TRUE.equals(group.collapsed())
                || items.stream().anyMatch(item -> (path + "/").startsWith(item.getPath() + "/")));
        nav.addItem(items.toArray(SideNavItem[]::new));
        menu.add(nav);
      }
    }
    if (app.looksAfterWorkflows()) {
      var workflows = new SideNav();
      workflows.addItem(
          new SideNavItem(
              Texts.in(app.context().locale(), "running.title"),
              Addresses.running(app.address()),
              VaadinIcon.AUTOMATION.create()));
      menu.add(workflows);
    }
    if (app.who().administrator()) {
      var running = new SideNav();
      running.addItem(
          new SideNavItem(
              Texts.in(app.context().locale(), "traffic.title"),
              Addresses.traffic(app.address(), "in"),
              VaadinIcon.EXCHANGE.create()));
      menu.add(running);
    }
    return menu;
  }

  /** An app that arranges nothing shows everything. */
  private static List<MenuGroup> groups(OpenApp app) {
    List<MenuGroup> arranged = app.app().documents().app().menu();
    if (!arranged.isEmpty()) {
      return arranged;
    }
    Stream<MenuItem> boards =
        app.app().documents().dashboards().keySet().stream()
            .map(id -> new MenuItem(null, null, null, id));
    Stream<MenuItem> forms =
        app.app().documents().forms().keySet().stream()
            .map(id -> new MenuItem(null, id, null, null));
    return List.of(new MenuGroup(null, Stream.concat(boards, forms).toList(), null));
  }

  private SideNavItem tasks(OpenApp app) {
    var item =
        new SideNavItem(
            Texts.in(app.context().locale(), "shell.tasks"),
            Addresses.tasks(app.address()),
            VaadinIcon.CHECK_CIRCLE_O.create());
    item.setMatchNested(true);
    var count = new Span();
    count.addClassName("nacre-count");
    item.setSuffixComponent(count);
    show(count, tasks.count(app.forms(), app.who()));
    pulse.watch(
        item, EVERY, () -> tasks.count(app.forms(), app.who()), number -> show(count, number));
    return item;
  }

  private static void show(Span count, int number) {
    count.setText(number > 99 ? "99+" : String.valueOf(number));
    count.setVisible(number > 0);
  }

  private static Optional<SideNavItem> item(MenuItem item, OpenApp app) {
    return item.dashboard() != null
        ? dashboard(item, item.dashboard(), app)
        : Optional.ofNullable(item.form()).flatMap(form -> form(item, form, app));
  }

  private static Optional<SideNavItem> dashboard(MenuItem item, String id, OpenApp app) {
    DashboardDefinition board = app.app().documents().dashboards().get(id);
    if (board == null || !app.forms().permissions().dashboard(id, app.who())) {
      return Optional.empty();
    }
    String label = (item.label() != null ? item.label() : board.title()).in(app.context().locale());
    return Optional.of(
        new SideNavItem(
            label, Addresses.dashboard(app.address(), id), VaadinIcon.DASHBOARD.create()));
  }

  private static Optional<SideNavItem> form(MenuItem item, String id, OpenApp app) {
    Form form = app.forms().find(id).orElse(null);
    if (form == null || !app.may(Action.READ, id)) {
      return Optional.empty();
    }
    String label = item.label() != null ? item.label().in(app.context().locale()) : app.title(form);
    var icon = (item.view() == null ? VaadinIcon.LIST : VaadinIcon.FILTER).create();
    return Optional.of(
        new SideNavItem(label, Addresses.list(app.address(), id, item.view()), icon));
  }
}
