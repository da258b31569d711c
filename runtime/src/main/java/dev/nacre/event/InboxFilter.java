package dev.nacre.event;

import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the ledger, newest first.
 *
 * @param app as addressed
 * @param connector null means any
 * @param state null means any
 * @param key part of the key; null means any
 * @param job null means any
 * @param before only entries with a smaller id, to go on from the last one seen; null means from
 *     the newest
 * @param limit how many at most
 */
public record InboxFilter(
    String app,
    @Nullable String connector,
    @Nullable EntryState state,
    @Nullable String key,
    @Nullable UUID job,
    @Nullable Long before,
    int limit) {
  /** The newest 50 of an app. */
  public static InboxFilter of(String app) {
    return new InboxFilter(app, null, null, null, null, null, 50);
  }

  /** The same, of that connector. */
  public InboxFilter from(@Nullable String newConnector) {
    return new InboxFilter(app, newConnector, state, key, job, before, limit);
  }

  /** The same, in that state. */
  public InboxFilter in(@Nullable EntryState newState) {
    return new InboxFilter(app, connector, newState, key, job, before, limit);
  }
}
