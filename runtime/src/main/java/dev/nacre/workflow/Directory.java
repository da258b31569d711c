package dev.nacre.workflow;

import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Who there is, asked within the transaction that assigns work to them. */
@Singleton
final class Directory {
  private final Database database;

  Directory(Database database) {
    this.database = database;
  }

  /**
   * The sign-in names of everybody who holds that role and may sign in, in order.
   *
   * @param app an app id, without environment
   */
  Set<String> holders(String app, String role) {
    return new TreeSet<>(
        Rows.query(
            database,
            """
            SELECT m.user_id FROM nacre.member m JOIN nacre.user_account u ON u.id = m.user_id
            WHERE m.app = ? AND m.role = ? AND u.active\
            """,
            List.of(app, role),
            row -> row.getString(1)));
  }

  /** Whether there is an account of that sign-in name that may be used. */
  boolean exists(String user) {
    return !Rows.query(
            database,
            "SELECT id FROM nacre.user_account WHERE id = ? AND active",
            List.of(user),
            row -> row.getString(1))
        .isEmpty();
  }
}
