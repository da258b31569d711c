package dev.nacre.security;

import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import io.quarkus.elytron.security.common.BcryptUtil;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import jakarta.persistence.LockModeType;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The local accounts. */
@Singleton
public final class Accounts {
  static final Pattern ID = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,63}");
  private static final int SHORTEST_PASSWORD = 8;

  /** BCrypt reads no further. */
  private static final int LONGEST_PASSWORD_BYTES = 72;

  private static final int LONGEST_NAME = 100;

  private final Identities identities;
  private final Audit audit;
  private final SignInMode mode;

  Accounts(Identities identities, Audit audit, SignInMode mode) {
    this.identities = identities;
    this.audit = audit;
    this.mode = mode;
  }

  /** Every account, by sign-in name. */
  public List<Account> all() {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                UserAccount.<UserAccount>list("order by id").stream()
                    .map(UserAccount::account)
                    .toList());
  }

  /** The account with that sign-in name. */
  public Optional<Account> find(String id) {
    return QuarkusTransaction.joiningExisting()
        .call(() -> UserAccount.<UserAccount>findByIdOptional(id).map(UserAccount::account));
  }

  /** Whether there is any. */
  public boolean isEmpty() {
    return QuarkusTransaction.joiningExisting().call(() -> UserAccount.count() == 0);
  }

  /**
   * Makes an account, with the checks of a person's wish.
   *
   * @throws AccountException when it is taken, or name or password don't do
   */
  public Account create(Account account, String password, Identity by) {
    var problems = new Problems();
    if (!mode.local()) {
      problems.add("", "user_elsewhere", mode.provider().orElse(""));
    }
    if (!ID.matcher(account.id()).matches()) {
      problems.add("/id", "user_id_invalid", account.id());
    }
    checkName(account.name(), problems);
    check(password, "/password", problems);
    if (!problems.isEmpty()) {
      throw AccountException.invalid(problems.list());
    }
    return install(List.of(account), password, by).getFirst();
  }

  /**
   * Makes accounts that share a password, which isn't checked: those of the first start. Sharing it
   * they share its hash, since a good hash takes its time.
   *
   * @throws AccountException when one is taken; then none is made
   */
  public List<Account> install(List<Account> accounts, String password, Identity by) {
    String hash = BcryptUtil.bcryptHash(password);
    List<Account> made =
        QuarkusTransaction.joiningExisting()
            .call(() -> accounts.stream().map(account -> make(account, hash, by)).toList());
    made.forEach(account -> identities.forget(account.id())); // of whom nobody was known to be
    return made;
  }

  private Account make(Account account, String hash, Identity by) {
    if (UserAccount.findById(account.id()) != null) {
      throw AccountException.taken(Problem.at("/id", "user_taken", account.id()));
    }
    var row = new UserAccount();
    row.id = account.id();
    row.name = account.name();
    row.passwordHash = hash;
    row.administrator = account.administrator();
    row.active = account.active();
    row.demo = account.demo();
    row.persistAndFlush();
    audit.log(by, "user_create", null, account.id());
    return row.account();
  }

  /**
   * Gives an account another password; every older one stops working at once here, and within a
   * second on other nodes.
   *
   * @return false when there is no such account
   * @throws AccountException when the password doesn't do
   */
  public boolean changePassword(String id, String password, Identity by) {
    var problems = new Problems();
    check(password, "/password", problems);
    if (!problems.isEmpty()) {
      throw AccountException.invalid(problems.list());
    }
    String hash = BcryptUtil.bcryptHash(password);
    int changed =
        QuarkusTransaction.joiningExisting()
            .call(
                () -> {
                  audit.log(by, "password_change", null, id);
                  return UserAccount.update("passwordHash = ?1 where id = ?2", hash, id);
                });
    identities.forget(id);
    return changed > 0;
  }

  /**
   * What to change of an account; null leaves a part as it is.
   *
   * @param active whether it may sign in
   */
  public record Change(
      @Nullable String name, @Nullable Boolean active, @Nullable Boolean administrator) {
    /** Lets an account sign in, or not. */
    public static Change active(boolean active) {
      return new Change(null, active, null);
    }

    /** Makes somebody administrator, or no longer. */
    public static Change administrator(boolean administrator) {
      return new Change(null, null, administrator);
    }

    /** Calls somebody something else. */
    public static Change name(String name) {
      return new Change(name, null, null);
    }
  }

  /**
   * Changes an account; it holds at once here, and within a second on other nodes.
   *
   * @return empty when there is no such account
   * @throws AccountException when the name doesn't do, nobody would administer Nacre any more, or
   *     the provider says it and not we
   */
  public Optional<Account> change(String id, Change change, Identity by) {
    Optional<Account> changed =
        QuarkusTransaction.joiningExisting()
            .call(
                () -> {
                  // whoever takes administrators away sees what others have just taken away
                  List<UserAccount> administrators =
                      UserAccount.<UserAccount>find("administrator and active order by id")
                          .withLock(LockModeType.PESSIMISTIC_WRITE)
                          .list();
                  UserAccount row = UserAccount.findById(id);
                  return row == null
                      ? Optional.<Account>empty()
                      : Optional.of(change(row, change, administrators, by));
                });
    identities.forget(id);
    return changed;
  }

  private Account change(
      UserAccount row, Change change, List<UserAccount> administrators, Identity by) {
    var problems = new Problems();
    boolean provided = row.subject != null && !mode.local();
    if (change.name() != null) {
      checkName(change.name(), problems);
      if (provided) {
        problems.add("/name", "user_elsewhere", mode.provider().orElse(""));
      }
    }
    if (change.administrator() != null && provided) {
      problems.add("/administrator", "user_elsewhere", mode.provider().orElse(""));
    }
    boolean last = administrators.size() == 1 && administrators.getFirst().id.equals(row.id);
    if (last && Boolean.FALSE.equals(change.active())) {
      problems.add("/active", "user_last_administrator", row.id);
    }
    if (last && Boolean.FALSE.equals(change.administrator())) {
      problems.add("/administrator", "user_last_administrator", row.id);
    }
    if (!problems.isEmpty()) {
      throw AccountException.invalid(problems.list());
    }
    row.name = change.name() == null ? row.name : change.name().strip();
    row.active = change.active() == null ? row.active : change.active();
    row.administrator = change.administrator() == null ? row.administrator : change.administrator();
    audit.log(by, "user_change", null, row.id + " " + row.account());
    return row.account();
  }

  private static void checkName(String name, Problems problems) {
    if (name.isBlank() || name.length() > LONGEST_NAME) {
      problems.add("/name", "user_name_invalid", LONGEST_NAME);
    }
  }

  private static void check(String password, String pointer, Problems problems) {
    if (password.length() < SHORTEST_PASSWORD
        || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
      problems.add(pointer, "password_invalid", SHORTEST_PASSWORD, LONGEST_PASSWORD_BYTES);
    }
  }
}
