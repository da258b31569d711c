package dev.nacre.security;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.security.AuthenticationFailedException;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.logging.Logger;

/**
 * The accounts of people whom the provider vouches for. One is made when somebody comes for the
 * first time; from then on the newest token says who holds which role, {@code <app>:<role>}, and
 * who is administrator.
 */
@Singleton
final class VouchedAccounts {
  /** No app can be called so. */
  static final String ADMINISTRATOR = "nacre-administrator";

  private static final Logger LOG = Logger.getLogger(VouchedAccounts.class);
  private static final Pattern ROLE =
      Pattern.compile("([a-z][a-z0-9_]{0,39}):([a-z][a-z0-9_]{0,39})");
  private static final int LONGEST_NAME = 100;
  private static final int MANY = 10_000;

  private final Identities identities;
  private final Audit audit;
  private final Map<String, Seen> seen = new ConcurrentHashMap<>();

  /** The newest token of somebody that was taken in here. */
  private record Seen(String user, Instant at, Set<String> roles) {
    /** Whether that token has no more to say. */
    boolean covers(Vouched token) {
      return at.isAfter(token.at()) || (at.equals(token.at()) && token.roles().containsAll(roles));
    }
  }

  VouchedAccounts(Identities identities, Audit audit) {
    this.identities = identities;
    this.audit = audit;
  }

  /**
   * The account, brought up to what the token says.
   *
   * @throws AuthenticationFailedException when there can't be one, or it may not sign in
   */
  Identity of(Vouched token) {
    Seen last = seen.get(token.subject());
    String user;
    if (last != null && last.covers(token)) {
      user = last.user;
    } else {
      user = QuarkusTransaction.requiringNew().call(() -> takeIn(token));
      identities.forget(user);
      if (seen.size() > MANY) {
        seen.clear();
      }
      seen.put(token.subject(), new Seen(user, token.at(), token.roles()));
    }
    return identities
        .find(user)
        .orElseThrow(() -> refused(token, "the account " + user + " is not active"));
  }

  private String takeIn(Vouched token) {
    // two first requests at once are the rule: a page and its parts
    UserAccount.getEntityManager()
        .createNativeQuery("select 1 from pg_advisory_xact_lock(hashtextextended(?1, 7))")
        .setParameter(1, token.subject())
        .getSingleResult();
    UserAccount row = UserAccount.find("subject", token.subject()).firstResult();
    if (row == null) {
      row = begin(token);
    }
    if (row.rolesAt == null || row.rolesAt.isBefore(token.at())) {
      row.rolesAt = token.at();
      row.name = token.name().substring(0, Math.min(LONGEST_NAME, token.name().length()));
      row.administrator = token.roles().contains(ADMINISTRATOR);
      giveRoles(row.id, token);
    } else if (row.rolesAt.equals(token.at())) {
      // tokens tell the second only: of two of one second nobody knows which is newer, and what
      // one of them takes isn't given back by the other
      row.administrator &= token.roles().contains(ADMINISTRATOR);
      takeRoles(row.id, token);
    }
    return row.id;
  }

  private UserAccount begin(Vouched token) {
    String id =
        token.names().stream()
            .map(name -> name.toLowerCase(Locale.ROOT))
            .filter(name -> Accounts.ID.matcher(name).matches())
            .findFirst()
            .orElseThrow(() -> refused(token, "no name that can be a sign-in name"));
    UserAccount row = UserAccount.findById(id);
    if (row == null) {
      row = new UserAccount();
      row.id = id;
      row.name = id;
      row.subject = token.subject();
      row.persist();
      audit.log(Identity.engine("sign_in"), "user_create", null, id);
    } else if (row.subject == null && !row.administrator) {
      row.subject = token.subject();
      audit.log(Identity.engine("sign_in"), "user_link", null, id);
    } else {
      throw refused(token, "the name " + id + " belongs to somebody else here");
    }
    return row;
  }

  private static void giveRoles(String user, Vouched token) {
    Member.delete("userId = ?1 and provided", user);
    for (String role : token.roles()) {
      Matcher parts = ROLE.matcher(role);
      if (parts.matches()
          && Member.findById(new Member.Key(parts.group(1), parts.group(2), user)) == null) {
        Member member = Member.of(parts.group(1), parts.group(2), user);
        member.provided = true;
        member.persist();
      }
    }
  }

  private static void takeRoles(String user, Vouched token) {
    List<Member> given = Member.list("userId = ?1 and provided", user);
    given.stream()
        .filter(member -> !token.roles().contains(member.app + ":" + member.role))
        .forEach(Member::delete);
  }

  private static AuthenticationFailedException refused(Vouched token, String why) {
    LOG.warnf("%s is not let in: %s", token.subject(), why);
    return new AuthenticationFailedException(why);
  }
}
