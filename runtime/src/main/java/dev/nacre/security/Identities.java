package dev.nacre.security;

import dev.nacre.storage.Believed;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.identity.SecurityIdentity;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Who is asking. What an account may do is read from the database and believed for a second, so
 * that a taken role is gone at once on every node, and a busy client costs one query a second.
 */
@Singleton
public final class Identities {
  static final Duration BELIEVED = Duration.ofSeconds(1);
  private static final int MANY = 10_000;

  private final SecurityIdentity security;
  private final Believed<String, Optional<Known>> known = new Believed<>(BELIEVED, MANY);

  Identities(SecurityIdentity security) {
    this.security = security;
  }

  /**
   * What the database said.
   *
   * @param passwordHash null when it can't sign in with a password
   */
  record Known(Account account, @Nullable String passwordHash, Identity identity) {}

  /**
   * Who sent the current request.
   *
   * @throws NotSignedInException when nobody has signed in
   */
  public Identity current() {
    return find().orElseThrow(NotSignedInException::new);
  }

  /** Who sent the current request; empty when nobody has signed in. */
  public Optional<Identity> find() {
    return security.getPrincipal() instanceof SignedIn signedIn
        ? Optional.of(signedIn.identity())
        : Optional.empty();
  }

  /** The account with that sign-in name as it is now; empty when there is none that is active. */
  public Optional<Identity> find(String user) {
    return known(user).map(Known::identity);
  }

  /** Reads the account anew at the next call. */
  void forget(String user) {
    known.forget(user);
  }

  /** What is believed without asking the database; empty when it must be asked. */
  Optional<Known> believed(String user) {
    Optional<Known> believed = known.peek(user);
    return believed == null ? Optional.empty() : believed;
  }

  Optional<Known> known(String user) {
    return user.indexOf('\0') >= 0
        ? Optional.empty() // nobody's name, and nothing to ask the database for
        : known.get(
            user, id -> QuarkusTransaction.joiningExisting().call(() -> Identities.read(id)));
  }

  private static Optional<Known> read(String user) {
    UserAccount row = UserAccount.findById(user);
    if (row == null || !row.active) {
      return Optional.empty();
    }
    Map<String, Set<String>> roles = new HashMap<>();
    Member.<Member>list("userId", user)
        .forEach(m -> roles.computeIfAbsent(m.app, a -> new HashSet<>()).add(m.role));
    var identity = new Identity(row.id, row.name, row.administrator, Map.copyOf(roles), false);
    return Optional.of(new Known(row.account(), row.passwordHash, identity));
  }
}
