package dev.nacre.workspace.member;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.avatar.Avatar;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Contacts;
import dev.nacre.security.Members;
import dev.nacre.security.SignInMode;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.Toast;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** One person: what they are called, the roles they hold, and what else can be done. */
final class PersonRow extends Div {
  private final Rights rights;
  private final OpenApp app;
  private final Account account;
  private final Set<String> held;
  private final Runnable changed;

  /** What is asked to change something. */
  record Rights(Accounts accounts, Contacts contacts, Members members, SignInMode mode) {}

  PersonRow(
      Rights rights,
      OpenApp app,
      Account account,
      List<RoleDefinition> roles,
      Set<String> held,
      Runnable changed) {
    this.rights = rights;
    this.app = app;
    this.account = account;
    this.held = held;
    this.changed = changed;
    addClassName("person");
    setClassName("inactive", !account.active());
    getElement().setAttribute("role", "listitem");
    getElement().setAttribute("data-person", account.id());
    var avatar = new Avatar(account.name());
    avatar.setColorIndex(Math.floorMod(account.id().hashCode(), 7));
    add(avatar, words(), ticks(roles), menu());
  }

  private Div words() {
    var id = new Span(account.id());
    id.addClassName("nacre-quiet");
    var name = new Span(account.name());
    name.addClassName("name");
    var words = new Div(name, id);
    words.addClassName("who");
    if (account.administrator()) {
      words.add(tag("member.administrator"));
    }
    if (account.provided()) {
      words.add(tag("member.provided"));
    }
    if (!account.active()) {
      words.add(tag("member.inactive"));
    }
    return words;
  }

  private Span tag(String key) {
    var tag = new Span(getTranslation(key));
    tag.getElement().getThemeList().add("badge small");
    return tag;
  }

  private Component ticks(List<RoleDefinition> roles) {
    Set<String> provided =
        account.provided() ? rights.members.provided(app.forms().app(), account.id()) : Set.of();
    var box = new Div();
    box.addClassName("roles");
    for (RoleDefinition role : roles) {
      var tick = new Checkbox(role.title().in(app.context().locale()), held.contains(role.id()));
      tick.getElement().setAttribute("data-role", role.id());
      tick.setEnabled(account.active() && !provided.contains(role.id()));
      if (provided.contains(role.id())) {
        tick.setTooltipText(getTranslation("member.provided.role"));
      }
      tick.addValueChangeListener(change -> hold(role, change.getValue()));
      box.add(tick);
    }
    return box;
  }

  private void hold(RoleDefinition role, boolean holds) {
    var roles = new TreeSet<>(held);
    if (holds) {
      roles.add(role.id());
    } else {
      roles.remove(role.id());
    }
    rights.members.set(app.forms().app(), account.id(), roles, app.who());
    Toast.done(
        getTranslation(
            holds ? "member.given" : "member.taken",
            account.name(),
            role.title().in(app.context().locale())));
    changed.run();
  }

  private MenuBar menu() {
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY_INLINE, MenuBarVariant.LUMO_ICON);
    var root = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_V.create());
    root.setAriaLabel(getTranslation("member.more", account.name()));
    SubMenu menu = root.getSubMenu();
    boolean here = rights.mode.local();
    if (here) {
      menu.addItem(
          getTranslation("member.rename"),
          click -> new RenameDialog(account, name -> change(Accounts.Change.name(name))).open());
      menu.addItem(
          getTranslation("member.password"),
          click -> new PasswordDialog(rights.accounts, account, app.who()).open());
      menu.addItem(
          getTranslation(account.administrator() ? "member.demote" : "member.promote"),
          click -> change(Accounts.Change.administrator(!account.administrator())));
    }
    menu.addItem(
        getTranslation("member.contact.menu"),
        click -> new ContactDialog(account, rights.contacts, app.who()).open());
    menu.addItem(
        getTranslation(account.active() ? "member.deactivate" : "member.activate"),
        click -> change(Accounts.Change.active(!account.active())));
    return bar;
  }

  private void change(Accounts.Change change) {
    try {
      rights.accounts.change(account.id(), change, app.who());
      if (Boolean.FALSE.equals(change.active())) {
        Toast.undoable(
            getTranslation("member.deactivated", account.name()),
            getTranslation("member.undo"),
            () -> {
              rights.accounts.change(account.id(), Accounts.Change.active(true), app.who());
              changed.run();
            });
      } else {
        Toast.done(getTranslation("member.changed", account.name()));
      }
    } catch (NacreException refused) {
      Toast.failed(Wording.of(refused.problems().getFirst(), app.context().locale()));
    }
    changed.run();
  }
}
