package dev.nacre.event;

import dev.nacre.event.InboxEntry.RecordLink;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What becomes of an inbox entry after its turn.
 *
 * @param dueAt when to try again, with state RECEIVED; null otherwise
 * @param plan digest of the mapping; null when there was none
 */
public record Settlement(
    long id,
    EntryState state,
    @Nullable Instant dueAt,
    @Nullable String plan,
    List<Finding> findings,
    List<RecordLink> records) {

  /** It took effect. */
  public static Settlement done(long id, @Nullable String plan, List<RecordLink> records) {
    return new Settlement(id, EntryState.DONE, null, plan, List.of(), records);
  }

  /** It is without effect, for that reason. */
  public static Settlement skipped(long id, @Nullable String plan, Finding why) {
    return new Settlement(id, EntryState.SKIPPED, null, plan, List.of(why), List.of());
  }

  /** It can't take effect as it is; a person must look. */
  public static Settlement dead(long id, @Nullable String plan, List<Finding> why) {
    return new Settlement(id, EntryState.DEAD, null, plan, why, List.of());
  }

  /** It failed for a reason that may pass. */
  public static Settlement again(long id, Instant dueAt, List<Finding> why) {
    return new Settlement(id, EntryState.RECEIVED, dueAt, null, why, List.of());
  }
}
