package dev.nacre.workflow;

import dev.nacre.metadata.Problem;
import dev.nacre.record.InvalidQueryException;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where a list goes on: the last id that was given. */
final class Cursor {
  /** How many are given at once at most. */
  static final int MOST = 500;

  private Cursor() {}

  static @Nullable UUID read(@Nullable String cursor) {
    try {
      return cursor == null ? null : UUID.fromString(cursor);
    } catch (IllegalArgumentException e) {
      throw new InvalidQueryException(
          List.of(Problem.at("/cursor", "workflow_cursor_invalid", cursor)));
    }
  }

  /** One more than asked for, which tells whether there is more. */
  static int limit(int wanted) {
    if (wanted < 1 || wanted > MOST) {
      throw new InvalidQueryException(
          List.of(Problem.at("/limit", "workflow_limit_invalid", wanted, MOST)));
    }
    return wanted + 1;
  }
}
