package dev.nacre.workflow;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A question for open tasks; what is null doesn't matter.
 *
 * @param scope which of them
 * @param user only those on which that user may act by name; for administrators
 * @param instance only its own tasks, and those of its branches, items and subflows, however deep
 * @param limit how many at most, 1 to 500
 * @param cursor where to go on, from {@link TaskPage#next}, in the same order; null means the
 *     beginning
 * @param order which come first
 */
public record TaskQuery(
    Scope scope,
    @Nullable String user,
    @Nullable UUID record,
    @Nullable UUID instance,
    int limit,
    @Nullable String cursor,
    Order order) {

  /** Which come first. */
  public enum Order {
    /** The newest. */
    NEWEST,
    /** What is due soonest, what is never due last; the newest of those that are due together. */
    DUE
  }

  /** Which open tasks. */
  public enum Scope {
    /** Every one that the asker may see. */
    ALL,
    /** On which the asker may act, by name or role, and in the place of who is away. */
    ACT,
    /** The same, by name. */
    MINE,
    /** The same, by role. */
    GROUP,
    /** Of what the asker started. */
    STARTED,
    /** On which nobody is left to act; for administrators. */
    ORPHANED
  }

  /** Every open task that the asker may see. */
  public static TaskQuery all() {
    return of(Scope.ALL);
  }

  /** The asker's own, by name or role. */
  public static TaskQuery own() {
    return of(Scope.ACT);
  }

  /** Those. */
  public static TaskQuery of(Scope scope) {
    return new TaskQuery(scope, null, null, null, 50, null, Order.NEWEST);
  }

  /** The same question about that record. */
  public TaskQuery about(UUID newRecord) {
    return new TaskQuery(scope, user, newRecord, instance, limit, cursor, order);
  }

  /** The same, only of that instance. */
  public TaskQuery ofInstance(UUID newInstance) {
    return new TaskQuery(scope, user, record, newInstance, limit, cursor, order);
  }

  /** The same question for so many. */
  public TaskQuery limit(int newLimit) {
    return new TaskQuery(scope, user, record, instance, newLimit, cursor, order);
  }

  /** The same question from there on. */
  public TaskQuery after(@Nullable String newCursor) {
    return new TaskQuery(scope, user, record, instance, limit, newCursor, order);
  }

  /** The same question, what is due soonest first. */
  public TaskQuery soonest() {
    return new TaskQuery(scope, user, record, instance, limit, cursor, Order.DUE);
  }
}
