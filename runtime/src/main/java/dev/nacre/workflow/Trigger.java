package dev.nacre.workflow;

import dev.nacre.expression.CompiledCondition;
import dev.nacre.record.Change;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What starts a workflow, compiled. */
public sealed interface Trigger {
  /**
   * Changes of a form's records.
   *
   * @param on CREATE, UPDATE, DELETE
   * @param when sees {@code old}; null means always
   */
  record Changes(String form, Set<Change.Op> on, @Nullable CompiledCondition when)
      implements Trigger {}
}
