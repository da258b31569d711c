package dev.nacre.workflow;

import dev.nacre.storage.Parameters;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Somebody who may act on tasks: as themselves and in the place of others, by name and by role.
 *
 * @param user who acts; what bars them keeps them from every task that it is of
 * @param names themselves, where their name counts, and those in whose place they act
 * @param roles theirs and those of the others; null means every one
 */
record TaskActors(String user, Set<String> names, @Nullable Set<String> roles) {
  /** What holds of an open task {@code t} on which they may act now. */
  String sql() {
    return "NOT ? = ANY(t.barred) AND EXISTS (SELECT 1 FROM nacre.task_assignee a "
        + "WHERE a.task = t.id AND a.turn = t.turn AND a.decision IS NULL "
        + "AND ((a.user_id = ANY(?::text[]) AND NOT a.user_id = ANY(t.barred)) OR "
        + (roles == null ? "a.role IS NOT NULL" : "a.role = ANY(?::text[])")
        + "))";
  }

  List<Object> parameters() {
    var all = new ArrayList<Object>(List.of(user, Parameters.literal(List.copyOf(names))));
    if (roles != null) {
      all.add(Stored.arrayOfIds(roles));
    }
    return all;
  }
}
