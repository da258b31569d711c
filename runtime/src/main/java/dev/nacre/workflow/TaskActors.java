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
  /**
   * The places that wait for them, as {@code a (task, due_at)}, which may name a task twice: each
   * kind by its own index, without those of tasks that bar them.
   *
   * @param such what else holds of a place, beginning with AND; or empty
   */
  String places(String such) {
    return """
    (SELECT task, due_at, user_id FROM nacre.task_assignee
     WHERE awaited_in = ? AND user_id = ANY(?::text[]) AND user_id IS NOT NULL%1$s
     UNION ALL SELECT task, due_at, NULL FROM nacre.task_assignee
     WHERE awaited_in = ? AND role IS NOT NULL%2$s%1$s) a
    WHERE NOT EXISTS (SELECT FROM nacre.task b WHERE b.id = a.task AND b.state = 'open'
      AND b.barred <> '{}' AND (? = ANY(b.barred) OR a.user_id = ANY(b.barred)))\
    """
        .formatted(such, roles == null ? "" : " AND role = ANY(?::text[])");
  }

  List<Object> parameters(String app) {
    var all = new ArrayList<Object>(List.of(app, Parameters.literal(List.copyOf(names)), app));
    if (roles != null) {
      all.add(Stored.arrayOfIds(roles));
    }
    all.add(user);
    return all;
  }
}
