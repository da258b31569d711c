package dev.nacre.workflow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question for open tasks; what is null doesn't matter.
 *
 * @param mine only those on which the asker may act by name or role
 * @param user only those on which that user may act by name; for administrators
 * @param limit how many at most, 1 to 500
 * @param cursor where to go on, from {@link TaskPage#next}; null means the beginning
 */
public record TaskQuery(
    boolean mine,
    @Nullable String user,
    @Nullable UUID record,
    @Nullable UUID instance,
    int limit,
    @Nullable String cursor) {

  /** Every open task that the asker may see. */
  public static TaskQuery all() {
    return new TaskQuery(false, null, null, null, 50, null);
  }

  /** The asker's own. */
  public static TaskQuery own() {
    return new TaskQuery(true, null, null, null, 50, null);
  }

  /** The same question about that record. */
  public TaskQuery about(UUID newRecord) {
    return new TaskQuery(mine, user, newRecord, instance, limit, cursor);
  }

  /** The same question for so many. */
  public TaskQuery limit(int newLimit) {
    return new TaskQuery(mine, user, record, instance, newLimit, cursor);
  }

  /** The same question from there on. */
  public TaskQuery after(@Nullable String newCursor) {
    return new TaskQuery(mine, user, record, instance, limit, newCursor);
  }
}
