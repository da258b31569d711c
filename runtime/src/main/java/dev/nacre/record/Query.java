package dev.nacre.record;

import dev.nacre.metadata.Condition;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A question for records.
 *
 * @param form the form's id
 * @param filter which; null means all
 * @param sort in which order; {@code id} is always added last
 * @param limit how many at most, 1 to 500
 * @param cursor where to go on, from {@link Page#next}; null means the beginning
 * @param count whether to count them too
 * @param expand links to load as records
 * @param lines whether tables are loaded too
 * @param deleted whether deleted records are meant, instead of living ones; only those are found
 *     which may be restored
 */
public record Query(
    String form,
    @Nullable Condition filter,
    List<Sort> sort,
    int limit,
    @Nullable String cursor,
    Count count,
    Set<String> expand,
    boolean lines,
    boolean deleted) {

  /** Of living records. */
  public Query(
      String form,
      @Nullable Condition filter,
      List<Sort> sort,
      int limit,
      @Nullable String cursor,
      Count count,
      Set<String> expand,
      boolean lines) {
    this(form, filter, sort, limit, cursor, count, expand, lines, false);
  }

  /** Whether to count. */
  public enum Count {
    NONE,
    ESTIMATE,
    EXACT
  }

  /** One sort key. */
  public record Sort(String field, boolean descending) {
    /** Reads {@code -createdAt}. */
    public static Sort read(String text) {
      return text.startsWith("-") ? new Sort(text.substring(1), true) : new Sort(text, false);
    }
  }

  /** The first records of a form in order of making, newest first. */
  public static Query of(String form) {
    return new Query(
        form, null, List.of(new Sort("createdAt", true)), 50, null, Count.NONE, Set.of(), true);
  }

  /** The same question with that filter. */
  public Query where(@Nullable Condition newFilter) {
    return new Query(form, newFilter, sort, limit, cursor, count, expand, lines, deleted);
  }

  /** The same question in that order. */
  public Query sortedBy(List<Sort> newSort) {
    return new Query(form, filter, newSort, limit, cursor, count, expand, lines, deleted);
  }

  /** The same question for so many. */
  public Query limit(int newLimit) {
    return new Query(form, filter, sort, newLimit, cursor, count, expand, lines, deleted);
  }

  /** The same question from there on. */
  public Query after(@Nullable String newCursor) {
    return new Query(form, filter, sort, limit, newCursor, count, expand, lines, deleted);
  }

  /** The same question, counting. */
  public Query counting(Count newCount) {
    return new Query(form, filter, sort, limit, cursor, newCount, expand, lines, deleted);
  }

  /** The same question with these links loaded. */
  public Query expanding(Set<String> links) {
    return new Query(form, filter, sort, limit, cursor, count, Set.copyOf(links), lines, deleted);
  }

  /** The same question without tables, for lists that don't show them. */
  public Query withoutLines() {
    return new Query(form, filter, sort, limit, cursor, count, expand, false, deleted);
  }

  /** The same question about deleted records, or about living ones. */
  public Query ofDeleted(boolean newDeleted) {
    return new Query(form, filter, sort, limit, cursor, count, expand, lines, newDeleted);
  }
}
