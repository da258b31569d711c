package dev.nacre.expression;

import dev.nacre.storage.Sql;
import java.util.Set;

/** A condition, compiled to a closure and to SQL; both always agree, empty values included. */
public interface CompiledCondition {
  /** Whether it holds. Linked records that it crosses must be loaded in the scope's rows. */
  boolean test(Scope scope);

  /**
   * The same as SQL over that table alias.
   *
   * @param alias an alias of the shape's table, already safe
   * @param scope for {@code user app now}; its rows are not used
   */
  default Sql sql(String alias, Scope scope) {
    return sql(alias, scope, Visible.ALL);
  }

  /** The same, where links lead only to what may be seen. */
  Sql sql(String alias, Scope scope, Visible visible);

  /**
   * The same of a line.
   *
   * @param record an alias of the table of the record that the line belongs to
   */
  Sql sql(String alias, String record, Scope scope, Visible visible);

  /**
   * First names of everything it reads of the record ({@code amount}, {@code warehouse}, {@code
   * lines}). Within a table these are the line's names; the record's are {@code record.amount}.
   */
  Set<String> reads();

  /**
   * Links that it crosses, whose far records must be loaded before {@link #test}; each further hop
   * by its path: {@code warehouse}, {@code warehouse.city}, {@code lines.product}. Within a table
   * those of the record are {@code record.warehouse}.
   */
  Set<String> crosses();

  /** Whether one of its formulas asks other forms by {@code lookup}. */
  default boolean looksUp() {
    return false;
  }
}
