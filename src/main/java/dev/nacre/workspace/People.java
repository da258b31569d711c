package dev.nacre.workspace;

import com.vaadin.flow.server.VaadinSession;
import dev.nacre.app.Apps;
import dev.nacre.designer.render.Texts;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.metadata.Text;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import dev.nacre.security.NotSignedInException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is signed in at a screen, and what people are called. */
@Singleton
public final class People {
  private static final String USER = "nacre.user";
  private static final String WORKFLOW = "workflow:";
  private static final int MANY = 10_000;

  /** What the first administrator is called unless somebody names them. */
  private static final String ADMINISTRATOR = "Administrator";

  private final Identities identities;
  private final Accounts accounts;
  private final Apps apps;
  private final Map<String, Text> names = new ConcurrentHashMap<>();

  People(Identities identities, Accounts accounts, Apps apps) {
    this.identities = identities;
    this.accounts = accounts;
    this.apps = apps;
  }

  /** Remembers who signed in with this session. */
  public void enter(VaadinSession session, String user) {
    session.setAttribute(USER, user);
  }

  /** Who signed in with this session; null when nobody has. */
  public @Nullable String user(VaadinSession session) {
    return (String) session.getAttribute(USER);
  }

  /**
   * Who is signed in at the current screen, with the roles of this moment.
   *
   * @throws NotSignedInException when nobody is, or the account was closed
   */
  public Identity current() {
    VaadinSession session = VaadinSession.getCurrent();
    String user = session == null ? null : user(session);
    return Optional.ofNullable(user)
        .flatMap(identities::find)
        .orElseThrow(NotSignedInException::new);
  }

  /** Whether that is somebody with an account, and not a part of the engine. */
  public boolean isPerson(String who) {
    return text(who).isPresent();
  }

  /** What somebody is called; the sign-in name itself when there is no account. */
  public String name(String user, Locale locale) {
    return text(user).map(text -> text.in(locale)).orElse(user);
  }

  private Optional<Text> text(String user) {
    if (names.size() > MANY) {
      names.clear();
    }
    Text name = names.get(user);
    if (name == null) {
      name = accounts.find(user).map(this::text).orElse(null);
      if (name != null) {
        names.put(user, name);
      }
    }
    return Optional.ofNullable(name);
  }

  /** Accounts of the sample app are called by their roles, in every language. */
  private Text text(Account account) {
    if (account.administrator() && account.name().equals(ADMINISTRATOR)) {
      return Text.of(ADMINISTRATOR, Texts.in(Locale.CHINESE, "people.administrator"));
    }
    Text plain = Text.of(account.name());
    return account.demo() ? role(account).map(RoleDefinition::title).orElse(plain) : plain;
  }

  private Optional<RoleDefinition> role(Account account) {
    return identities.find(account.id()).stream()
        .flatMap(who -> who.roles().keySet().stream())
        .flatMap(app -> apps.find(app).stream())
        .map(app -> app.documents().roles().get(account.id()))
        .filter(Objects::nonNull)
        .findFirst();
  }

  /** Who did something, a person or a part of the engine, in words. */
  public String actor(String who, OpenApp app) {
    if (who.startsWith(WORKFLOW)) {
      return app.context().text("people.workflow", app.workflow(who.substring(WORKFLOW.length())));
    }
    return text(who)
        .map(text -> text.in(app.context().locale()))
        .orElseGet(() -> app.context().text("people.engine"));
  }

  /** Everybody who has an account. */
  public List<Account> all() {
    return accounts.all().stream().filter(Account::active).toList();
  }
}
