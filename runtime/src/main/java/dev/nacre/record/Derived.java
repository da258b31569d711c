package dev.nacre.record;

import dev.nacre.metadata.Condition;
import org.jspecify.annotations.Nullable;

/**
 * Where a field finds its values that has none of its own. They are worked out whenever they are
 * asked for, so they are right whatever happens to the far records.
 */
public sealed interface Derived {
  /**
   * What a linked record says.
   *
   * @param through the link field of the same form or table
   * @param field the field of the record linked to
   */
  record Lookup(String through, String field) implements Derived {}

  /**
   * A figure over the records or lines that link here.
   *
   * @param from {@code order}, the form whose records link here; {@code order.customer} where it
   *     has several links here; {@code order.lines.product} for the lines of a table
   * @param field of those records or lines; null only when they are counted
   * @param where which of them; null means all
   */
  record Rollup(String from, @Nullable String field, Aggregate.Fn fn, @Nullable Condition where)
      implements Derived {}
}
