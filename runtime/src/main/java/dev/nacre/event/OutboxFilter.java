package dev.nacre.event;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the outbox.
 *
 * @param app as addressed
 * @param connector null means any
 * @param state null means any
 * @param text part of the key or of what is sent as it stands there; null means any
 * @param cause why it gave up, as {@link CauseCount} names it; null means any
 * @param sure only what was certainly not done: nobody knows of the others, and twice may do harm
 * @param from written then or later; null means ever
 * @param until written before then; null means until now
 * @param cursor only entries behind that one; null means from the beginning
 * @param limit how many at most, up to 500
 */
public record OutboxFilter(
    String app,
    @Nullable String connector,
    @Nullable OutboxState state,
    @Nullable String text,
    @Nullable String cause,
    boolean sure,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Long cursor,
    int limit) {
  /** 50 of an app. */
  public static OutboxFilter of(String app) {
    return new OutboxFilter(app, null, null, null, null, false, null, null, null, 50);
  }

  /** The same, of that connector. */
  public OutboxFilter from(@Nullable String newConnector) {
    return new OutboxFilter(
        app, newConnector, state, text, cause, sure, from, until, cursor, limit);
  }

  /** The same, in that state. */
  public OutboxFilter in(@Nullable OutboxState newState) {
    return new OutboxFilter(
        app, connector, newState, text, cause, sure, from, until, cursor, limit);
  }

  /** The same, with that in the key or in what is sent. */
  public OutboxFilter text(@Nullable String newText) {
    return new OutboxFilter(
        app, connector, state, newText, cause, sure, from, until, cursor, limit);
  }

  /** The same, that gave up for that reason. */
  public OutboxFilter cause(@Nullable String newCause) {
    return new OutboxFilter(
        app, connector, state, text, newCause, sure, from, until, cursor, limit);
  }

  /** The same, only what was certainly not done. */
  public OutboxFilter sure(boolean newSure) {
    return new OutboxFilter(
        app, connector, state, text, cause, newSure, from, until, cursor, limit);
  }

  /** The same, of those that were written between two moments. */
  public OutboxFilter between(@Nullable Instant newFrom, @Nullable Instant newUntil) {
    return new OutboxFilter(
        app, connector, state, text, cause, sure, newFrom, newUntil, cursor, limit);
  }

  /** The same, so many at most behind that one. */
  public OutboxFilter page(@Nullable Long newCursor, int newLimit) {
    return new OutboxFilter(
        app, connector, state, text, cause, sure, from, until, newCursor, newLimit);
  }
}
