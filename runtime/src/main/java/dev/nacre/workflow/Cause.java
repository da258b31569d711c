package dev.nacre.workflow;

import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why records are being written now: steps of these instances write them. Tells the triggers how
 * deep they are, since a workflow may start others and itself.
 *
 * @param writers who writes which record
 * @param started what has been started in this transaction; grows
 */
record Cause(Map<UUID, Writer> writers, Set<Start> started) {
  /** Deeper than this, workflows that start each other are stopped. */
  static final int DEEPEST = 10;

  private static final ScopedValue<Cause> CURRENT = ScopedValue.newInstance();

  /** An instance whose step writes. */
  record Writer(UUID instance, int depth) {}

  /** A workflow that an instance has started about a record. */
  record Start(UUID by, String workflow, UUID record) {}

  /** Why records are being written now; null when no workflow does. */
  static @Nullable Cause current() {
    return CURRENT.isBound() ? CURRENT.get() : null;
  }

  /** Writes for that cause. */
  <T> T during(ScopedValue.CallableOp<T, RuntimeException> write) {
    return ScopedValue.where(CURRENT, this).call(write);
  }

  /** The depth of an instance that a change of that record starts. */
  int below(UUID record) {
    Writer writer = writers.get(record);
    return writer == null ? 1 : writer.depth() + 1;
  }

  /**
   * Whether that workflow may start. An instance that writes a record several times at one go
   * starts another workflow about it once: what starts sees the record as it is after all of them.
   */
  boolean first(String workflow, UUID record) {
    Writer writer = writers.get(record);
    return writer == null || started.add(new Start(writer.instance(), workflow, record));
  }

  /** Whether that instance is one of those that write. */
  boolean writes(UUID instance) {
    return writers.values().stream().anyMatch(writer -> writer.instance().equals(instance));
  }
}
