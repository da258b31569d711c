package dev.nacre.server;

import dev.nacre.app.Apps;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.security.Account;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identity;
import dev.nacre.security.Members;
import dev.nacre.security.Secrets;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

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
    List<Account> made =
        apps.serving(app).documents().roles().values().stream().map(DemoAccounts::account).toList();
    accounts.install(made, password, by);
    made.forEach(account -> members.set(app, account.id(), Set.of(account.id()), by));
    secrets.set(SECRETS, PASSWORD, password, by);
    String names = made.stream().map(Account::id).collect(Collectors.joining(", "));
    return List.of("Demo accounts    " + names + " / " + password);
  }

  private static Account account(RoleDefinition role) {
    return new Account(role.id(), role.title().in(Locale.ENGLISH), false, true, true, false);
  }
}
