package dev.nacre.workspace.member;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Contacts;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Members;
import dev.nacre.security.SignInMode;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Who may sign in, and who holds which role of an app. Only administrators come here. */
@Route(value = "app/:app/members", layout = MainLayout.class)
public final class MembersView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private final Workspaces workspaces;
  private final Accounts accounts;
  private final Contacts contacts;
  private final Members members;
  private final SignInMode mode;
  private final ScreenHeader head = new ScreenHeader();
  private final TextField search = new TextField();
  private final Div list = new Div();
  private Optional<OpenApp> open = Optional.empty();

  MembersView(
      Workspaces workspaces,
      Accounts accounts,
      Contacts contacts,
      Members members,
      SignInMode mode) {
    this.contacts = contacts;
    this.workspaces = workspaces;
    this.accounts = accounts;
    this.members = members;
    this.mode = mode;
    addClassNames("nacre-screen", "nacre-members");
    head.title(getTranslation("member.title"));
    search.setPlaceholder(getTranslation("member.search"));
    search.setAriaLabel(getTranslation("member.search"));
    search.setPrefixComponent(VaadinIcon.SEARCH.create());
    search.setClearButtonVisible(true);
    search.setValueChangeMode(ValueChangeMode.LAZY);
    search.addValueChangeListener(change -> draw());
    list.addClassName("list");
    list.getElement().setAttribute("role", "list");
    add(head, search, list);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    ForbiddenException.unlessAdministrator(app.who());
    open = Optional.of(app);
    if (mode.local()) {
      var add =
          new Button(
              getTranslation("member.new"),
              VaadinIcon.PLUS.create(),
              click -> new NewPersonDialog(accounts, members, app, this::draw).open());
      add.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      add.setId("new-person");
      head.actions(add);
    }
    draw();
  }

  private void draw() {
    OpenApp app = open.orElseThrow();
    Map<String, ? extends Set<String>> held = members.of(app.forms().app());
    List<RoleDefinition> roles = roles(app);
    var shown = new ArrayList<Account>();
    for (Account account : accounts.all()) {
      if (matches(account)) {
        shown.add(account);
      }
    }
    // who belongs to the app comes first, who can't sign in last
    shown.sort(
        (one, other) -> Integer.compare(rank(one, held.keySet()), rank(other, held.keySet())));
    head.about(getTranslation("member.count", held.size(), accounts.all().size()));
    list.removeAll();
    for (Account account : shown) {
      list.add(
          new PersonRow(
              new PersonRow.Rights(accounts, contacts, members, mode),
              app,
              account,
              roles,
              held.containsKey(account.id()) ? held.get(account.id()) : Collections.emptySet(),
              this::draw));
    }
    if (shown.isEmpty()) {
      list.add(
          new EmptyState(
              VaadinIcon.USERS, getTranslation("member.none"), getTranslation("member.none.text")));
    }
  }

  private static int rank(Account account, Set<String> held) {
    return !account.active() ? 2 : held.contains(account.id()) || account.administrator() ? 0 : 1;
  }

  private boolean matches(Account account) {
    String wanted = search.getValue().strip().toLowerCase(Locale.ROOT);
    return account.id().contains(wanted)
        || account.name().toLowerCase(Locale.ROOT).contains(wanted);
  }

  private static List<RoleDefinition> roles(OpenApp app) {
    return List.copyOf(app.app().documents().roles().values());
  }

  @Override
  public String getPageTitle() {
    return getTranslation("member.title") + " · Nacre";
  }
}
