package dev.nacre.event;

import org.jspecify.annotations.Nullable;

/**
 * Which entries of the outbox, newest first.
 *
 * @param app as addressed
 * @param connector null means any
 * @param state null means any
 * @param before only entries with a smaller id; null means from the newest
 * @param limit how many at most, up to 500
 */
public record OutboxFilter(
    String app,
    @Nullable String connector,
    @Nullable OutboxState state,
    @Nullable Long before,
    int limit) {
  /** The newest 50 of an app. */
  public static OutboxFilter of(String app) {
    return new OutboxFilter(app, null, null, null, 50);
  }

  /** The same, in that state. */
  public OutboxFilter in(@Nullable OutboxState newState) {
    return new OutboxFilter(app, connector, newState, before, limit);
  }

  /** The same, of that connector. */
  public OutboxFilter of(@Nullable String newConnector, int newLimit) {
    return new OutboxFilter(app, newConnector, state, before, newLimit);
  }
}
