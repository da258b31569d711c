package dev.nacre.security;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** Who holds which role of which app. */
@Singleton
public final class Members {
  private final Identities identities;
  private final Audit audit;

  Members(Identities identities, Audit audit) {
    this.identities = identities;
    this.audit = audit;
  }

  /** The members of an app and the roles that each holds, by sign-in name. */
  public SortedMap<String, SortedSet<String>> of(String app) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () -> {
              var members = new TreeMap<String, SortedSet<String>>();
              Member.<Member>list("app", app)
                  .forEach(
                      m -> members.computeIfAbsent(m.userId, u -> new TreeSet<>()).add(m.role));
              return members;
            });
  }

  /** The active accounts that were given that role; administrators hold it besides. */
  public List<String> holders(String app, String role) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                Member.<Member>list(
                        "app = ?1 and role = ?2 and userId in"
                            + " (select u.id from UserAccount u where u.active) order by userId",
                        app,
                        role)
                    .stream()
                    .map(m -> m.userId)
                    .toList());
  }

  /**
   * Gives a user exactly these roles of an app, beside those that a provider gave; the user and the
   * roles exist.
   */
  public void set(String app, String user, Set<String> roles, Identity by) {
    QuarkusTransaction.joiningExisting()
        .run(
            () -> {
              Member.delete("app = ?1 and userId = ?2 and not provided", app, user);
              var others = new TreeSet<>(roles);
              others.removeAll(provided(app, user));
              others.forEach(role -> Member.of(app, role, user).persist());
              audit.log(by, "member_set", app, user + " " + text(roles));
            });
    identities.forget(user);
  }

  /** The roles that a provider gave, and only it can take. */
  public Set<String> provided(String app, String user) {
    return QuarkusTransaction.joiningExisting()
        .call(
            () ->
                Member.<Member>list("app = ?1 and userId = ?2 and provided", app, user).stream()
                    .map(m -> m.role)
                    .collect(Collectors.toUnmodifiableSet()));
  }

  private static String text(Collection<String> roles) {
    return new TreeSet<>(roles).toString();
  }
}
