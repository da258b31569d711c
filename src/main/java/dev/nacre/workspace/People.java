package dev.nacre.workspace;

import com.vaadin.flow.server.VaadinSession;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import dev.nacre.security.NotSignedInException;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** Who is signed in at a screen, and what people are called. */
@Singleton
public final class People {
  private static final String USER = "nacre.user";
  private static final String WORKFLOW = "workflow:";
  private static final int MANY = 10_000;

  private final Identities identities;
  private final Accounts accounts;
  private final Map<String, String> names = new ConcurrentHashMap<>();

  People(Identities identities, Accounts accounts) {
    this.identities = identities;
    this.accounts = accounts;
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

  /** What somebody is called; the sign-in name itself when there is no account. */
  public String name(String user) {
    if (names.size() > MANY) {
      names.clear();
    }
    return names.computeIfAbsent(user, id -> accounts.find(id).map(Account::name).orElse(id));
  }

  /** Who did something, a person or a part of the engine, in words. */
  public String actor(String who, OpenApp app) {
    if (who.startsWith(WORKFLOW)) {
      return app.context().text("people.workflow", app.workflow(who.substring(WORKFLOW.length())));
    }
    String name = name(who);
    return name.equals(who) && accounts.find(who).isEmpty()
        ? app.context().text("people.engine")
        : name;
  }

  /** Everybody who has an account. */
  public List<Account> all() {
    return accounts.all().stream().filter(Account::active).toList();
  }
}
