package dev.nacre.expression;

import dev.nacre.storage.Sql;
import org.jspecify.annotations.Nullable;

/**
 * Which records of other forms a condition may see across links. What it may not see isn't there,
 * as if it were deleted.
 */
public interface Visible {
  /** Sees every living record. */
  Visible ALL = (form, alias) -> null;

  /**
   * What holds of the records that may be seen.
   *
   * @param form the far form's id
   * @param alias of its table in the statement, already safe
   * @return null when every one may be seen
   */
  @Nullable Sql rows(String form, String alias);
}
