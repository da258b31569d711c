package dev.nacre.workspace.shell;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.app.Apps;
import dev.nacre.designer.render.LanguageChoice;
import dev.nacre.security.Absences;
import dev.nacre.security.Audit;
import dev.nacre.security.Identity;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.signin.SignOut;
import jakarta.enterprise.context.Dependent;
import java.util.List;
import java.util.Locale;

/** Who is signed in, the other apps, the language, and the way out. */
@Dependent
public final class UserMenu extends MenuBar {
  private final MenuItem jobs;
  private String app = "";

  UserMenu(People people, Workspaces workspaces, Absences absences, Audit audit) {
    Identity who = people.current();
    addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE, MenuBarVariant.LUMO_ICON);
    addClassName("nacre-user");
    String called = people.name(who.id(), getLocale());
    var avatar = new Avatar(called);
    avatar.setColorIndex(Math.floorMod(who.id().hashCode(), 7));
    MenuItem root = addItem(avatar);
    root.setAriaLabel(getTranslation("shell.user", called));
    SubMenu menu = root.getSubMenu();
    var name = new Div(new Span(called), new Span(who.id()));
    name.addClassName("nacre-who");
    menu.addItem(name).setEnabled(false);
    menu.addSeparator();
    List<Apps.AppView> apps = workspaces.mine();
    if (apps.size() > 1) {
      for (Apps.AppView app : apps) {
        menu.addItem(
            app.title().in(getLocale()), click -> UI.getCurrent().navigate("app/" + app.id()));
      }
      menu.addSeparator();
    }
    jobs =
        menu.addItem(
            getTranslation("job.title"), click -> UI.getCurrent().navigate(Addresses.jobs(app)));
    jobs.addComponentAsFirst(VaadinIcon.TASKS.create());
    jobs.setVisible(false);
    MenuItem away =
        menu.addItem(
            getTranslation("absence.title"),
            click -> new AbsenceDialog(absences, audit, people).open());
    away.addComponentAsFirst(VaadinIcon.CALENDAR_USER.create());
    away.getElement().setAttribute("data-action", "absence");
    if (who.administrator()) {
      apps.forEach(app -> administer(menu, app, apps.size() > 1));
      entry(menu, getTranslation("shell.apps"), VaadinIcon.CUBES, "designer");
    }
    for (Locale language : LanguageChoice.others(getLocale()).toList()) {
      MenuItem item =
          menu.addItem(
              LanguageChoice.name(language),
              click -> LanguageChoice.choose(UI.getCurrent(), language));
      item.addComponentAsFirst(VaadinIcon.GLOBE.create());
      item.getElement().setAttribute("lang", language.toLanguageTag());
    }
    MenuItem out = menu.addItem(getTranslation("shell.sign_out"), click -> SignOut.now());
    out.addComponentAsFirst(VaadinIcon.SIGN_OUT.create());
  }

  /** Speaks of that app from now on. */
  void follow(OpenApp open) {
    app = open.address();
    jobs.setVisible(true);
  }

  private void administer(SubMenu menu, Apps.AppView app, boolean several) {
    String title = app.title().in(getLocale());
    entry(
        menu,
        several ? getTranslation("shell.design_app", title) : getTranslation("shell.design"),
        VaadinIcon.TOOLS,
        "designer/" + app.id());
    entry(
        menu,
        several ? getTranslation("shell.members_app", title) : getTranslation("shell.members"),
        VaadinIcon.USERS,
        "app/" + app.id() + "/members");
    String pages = getTranslation("pages.title");
    entry(
        menu,
        several ? pages + " · " + title : pages,
        VaadinIcon.EXTERNAL_LINK,
        "app/" + app.id() + "/pages");
  }

  private static void entry(SubMenu menu, String label, VaadinIcon icon, String path) {
    MenuItem item = menu.addItem(label, click -> UI.getCurrent().navigate(path));
    item.addComponentAsFirst(icon.create());
  }
}
