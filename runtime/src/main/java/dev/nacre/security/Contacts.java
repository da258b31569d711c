package dev.nacre.security;

import dev.nacre.metadata.Problems;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The addresses in people's accounts. */
@Singleton
public final class Contacts {
  private static final Pattern EMAIL = Pattern.compile("[^\\s@<>,;]{1,64}@[^\\s@<>,;]{1,190}");
  private static final Pattern PHONE = Pattern.compile("\\+?[0-9][0-9 -]{3,19}");

  private final Audit audit;

  Contacts(Audit audit) {
    this.audit = audit;
  }

  /** Those of these people, by sign-in name; who has no account is absent. */
  public Map<String, Contact> of(Collection<String> users) {
    return users.isEmpty()
        ? Map.of()
        : QuarkusTransaction.joiningExisting()
            .call(
                () -> {
                  var found = new TreeMap<String, Contact>();
                  UserAccount.<UserAccount>list("id in ?1", List.copyOf(users))
                      .forEach(row -> found.put(row.id, new Contact(row.email, row.phone)));
                  return found;
                });
  }

  /**
   * Gives an account other addresses.
   *
   * @param wanted null takes an address away
   * @param ways which of them are meant; the others stay
   * @return false when there is no such account
   * @throws AccountException when one is none
   */
  public boolean change(String user, Contact wanted, Set<Contact.Way> ways, Identity by) {
    var problems = new Problems();
    check(wanted.email(), EMAIL, "/email", "user_email_invalid", problems);
    check(wanted.phone(), PHONE, "/phone", "user_phone_invalid", problems);
    if (!problems.isEmpty()) {
      throw AccountException.invalid(problems.list());
    }
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              UserAccount row = UserAccount.findById(user);
              if (row == null) {
                return false;
              }
              row.email = ways.contains(Contact.Way.EMAIL) ? wanted.email() : row.email;
              row.phone = ways.contains(Contact.Way.PHONE) ? wanted.phone() : row.phone;
              audit.log(by, "user_contact", null, user);
              return true;
            });
  }

  private static void check(
      @Nullable String given, Pattern pattern, String pointer, String code, Problems problems) {
    if (given != null && !pattern.matcher(given).matches()) {
      problems.add(pointer, code, given);
    }
  }
}
