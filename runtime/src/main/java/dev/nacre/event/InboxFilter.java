package dev.nacre.event;

import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which entries of the inbox.
 *
 * @param app as addressed
 * @param connector null means any
 * @param state null means any
 * @param key part of the key; null means any
 * @param job null means any
 * @param text part of the key or of the payload as it stands there; null means any
 * @param cause why it gave up, as {@link CauseCount} names it; null means any
 * @param from came then or later; null means ever
 * @param until came before then; null means until now
 * @param cursor only entries behind that one, to go on from the last one seen; null means from the
 *     beginning
 * @param limit how many at most
 */
public record InboxFilter(
    String app,
    @Nullable String connector,
    @Nullable EntryState state,
    @Nullable String key,
    @Nullable UUID job,
    @Nullable String text,
    @Nullable String cause,
    @Nullable Instant from,
    @Nullable Instant until,
    @Nullable Long cursor,
    int limit) {
  /** 50 of an app. */
  public static InboxFilter of(String app) {
    return new InboxFilter(app, null, null, null, null, null, null, null, null, null, 50);
  }

  /** The same, of that connector. */
  public InboxFilter from(@Nullable String newConnector) {
    return new InboxFilter(
        app, newConnector, state, key, job, text, cause, from, until, cursor, limit);
  }

  /** The same, in that state. */
  public InboxFilter in(@Nullable EntryState newState) {
    return new InboxFilter(
        app, connector, newState, key, job, text, cause, from, until, cursor, limit);
  }

  /** The same, with that in the key. */
  public InboxFilter key(@Nullable String newKey) {
    return new InboxFilter(
        app, connector, state, newKey, job, text, cause, from, until, cursor, limit);
  }

  /** The same, of that file import or poll. */
  public InboxFilter job(@Nullable UUID newJob) {
    return new InboxFilter(
        app, connector, state, key, newJob, text, cause, from, until, cursor, limit);
  }

  /** The same, with that in the key or the payload. */
  public InboxFilter text(@Nullable String newText) {
    return new InboxFilter(
        app, connector, state, key, job, newText, cause, from, until, cursor, limit);
  }

  /** The same, that gave up for that reason. */
  public InboxFilter cause(@Nullable String newCause) {
    return new InboxFilter(
        app, connector, state, key, job, text, newCause, from, until, cursor, limit);
  }

  /** The same, of those that came between two moments. */
  public InboxFilter between(@Nullable Instant newFrom, @Nullable Instant newUntil) {
    return new InboxFilter(
        app, connector, state, key, job, text, cause, newFrom, newUntil, cursor, limit);
  }

  /** The same, so many at most behind that one. */
  public InboxFilter page(@Nullable Long newCursor, int newLimit) {
    return new InboxFilter(
        app, connector, state, key, job, text, cause, from, until, newCursor, newLimit);
  }
}
