package dev.nacre.workflow;

import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Why records are being written now: steps of these instances wrote them. Tells the triggers how
 * deep they are, since a workflow may start others and itself.
 *
 * @param depths record to the depth of the instance that writes it
 * @param writers the instances that write
 */
record Cause(Map<UUID, Integer> depths, java.util.Set<UUID> writers) {
  /** Deeper than this, workflows that start each other are stopped. */
  static final int DEEPEST = 10;

  private static final ScopedValue<Cause> CURRENT = ScopedValue.newInstance();

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
    return depths.getOrDefault(record, 0) + 1;
  }
}
