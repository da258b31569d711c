package dev.nacre.server;

import dev.nacre.app.Apps;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identity;
import dev.nacre.security.Members;
import dev.nacre.security.Secrets;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One account per role of the sample app, for a look around. They share a password that is made up
 * for this installation and shown on the sign-in page; it goes when the accounts go.
 */
@Singleton
public final class DemoAccounts {
  private static final String SECRETS = "nacre";
  private static final String PASSWORD = "demo_password";

  private final Accounts accounts;
  private final Members members;
  private final Secrets secrets;
  private final Apps apps;

  DemoAccounts(Accounts accounts, Members members, Secrets secrets, Apps apps) {
    this.accounts = accounts;
    this.members = members;
    this.secrets = secrets;
    this.apps = apps;
  }

  /** What the sign-in page shows. */
  public record Shown(List<Account> accounts, String password) {}

  /** The demo accounts that can sign in and their password; empty when there are none. */
  public Optional<Shown> shown() {
    List<Account> demo = accounts.all().stream().filter(a -> a.demo() && a.active()).toList();
    return demo.isEmpty()
        ? Optional.empty()
        : secrets.reveal(SECRETS, PASSWORD).map(password -> new Shown(demo, password));
  }

  /** Makes them; gives lines for the terminal. */
  List<String> create(String app, String password, Identity by) {
    var names = new ArrayList<String>();
    for (RoleDefinition role : apps.serving(app).documents().roles().values()) {
      String name = role.title().in(Locale.ENGLISH);
      accounts.install(new Account(role.id(), name, false, true, true), password, by);
      members.set(app, role.id(), Set.of(role.id()), by);
      names.add(role.id());
    }
    secrets.set(SECRETS, PASSWORD, password, by);
    return List.of("Demo accounts    " + String.join(", ", names) + " / " + password);
  }
}
