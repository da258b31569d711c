package dev.nacre.security;

import jakarta.inject.Singleton;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * The names of the accounts. They are read together and believed for two seconds, so that a page of
 * records or an import asks once.
 */
@Singleton
final class AccountNames implements UserNames {
  private static final long BELIEVED_NANOS = 2_000_000_000L;

  private final Accounts accounts;
  private volatile Read read = new Read(List.of(), Long.MIN_VALUE);

  /** What was read, and when by {@link System#nanoTime}. */
  private record Read(List<Account> accounts, long at) {}

  AccountNames(Accounts accounts) {
    this.accounts = accounts;
  }

  private List<Account> accounts() {
    Read known = read;
    if (known.at() == Long.MIN_VALUE || System.nanoTime() - known.at() > BELIEVED_NANOS) {
      known = new Read(accounts.all(), System.nanoTime());
      read = known;
    }
    return known.accounts();
  }

  private static Person person(Account account) {
    return new Person(account.id(), account.name());
  }

  @Override
  public Optional<Person> find(String id) {
    return accounts().stream()
        .filter(account -> account.id().equals(id))
        .findFirst()
        .or(() -> accounts.find(id))
        .map(AccountNames::person);
  }

  @Override
  public List<Person> called(String name) {
    return accounts().stream()
        .filter(account -> account.name().equalsIgnoreCase(name))
        .map(AccountNames::person)
        .toList();
  }

  @Override
  public List<Person> all() {
    return accounts().stream()
        .filter(Account::active)
        .map(AccountNames::person)
        .sorted(Comparator.comparing(Person::name))
        .toList();
  }
}
