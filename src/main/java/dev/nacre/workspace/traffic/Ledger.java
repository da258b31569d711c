package dev.nacre.workspace.traffic;

import dev.nacre.connector.Trial;
import dev.nacre.event.CauseCount;
import dev.nacre.event.LedgerPage;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.security.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One direction of traffic, as the screen shows it. */
interface Ledger {
  /** Entries that are wished for, newest first, behind that one; null means from the newest. */
  LedgerPage<Entry> page(Wish wish, @Nullable Long cursor);

  /** One entry, with its payload. */
  Optional<Entry> entry(long id);

  /** Why entries gave up. */
  List<Cause> causes();

  /** Works it again; false when it can't be. */
  boolean replay(long id, Identity who);

  /** Works it again with another payload; false when it can't be. */
  boolean correct(long id, String body, Identity who);

  /** Works all again that are wished for and gave up. */
  Job replayAll(Wish wish, Identity who);

  /** What it would become with that payload; null when this direction makes nothing of it. */
  @Nullable List<Trial.Mapped> preview(long id, String body);

  /** Whether {@link #preview} tells anything. */
  boolean previews();

  /**
   * What somebody looks for; null means any.
   *
   * @param state by its id
   * @param text in key or payload
   * @param cause as {@link CauseCount} names it
   * @param from came then or later
   */
  record Wish(
      @Nullable String connector,
      @Nullable String state,
      @Nullable String text,
      @Nullable String cause,
      @Nullable Instant from) {
    static final Wish ALL = new Wish(null, null, null, null, null);
  }

  /**
   * Entries that gave up for the same reason.
   *
   * @param newest of them
   */
  record Cause(CauseCount count, @Nullable Entry newest) {}

  /**
   * A line of the ledger.
   *
   * @param what the operation or key; may be empty
   * @param state by its id
   * @param problems why it is as it is
   * @param body the payload; null in lists
   * @param original the payload before somebody corrected it; null when nobody did
   * @param headers what came with it
   * @param answer what was answered; null when nothing
   * @param repairable whether it can be worked again
   * @param attempts how often it was tried
   * @param next when it is tried next; null when it isn't
   * @param records what it became, or is about
   */
  record Entry(
      long id,
      String connector,
      String what,
      String state,
      Instant at,
      List<Problem> problems,
      @Nullable String body,
      @Nullable String original,
      Map<String, String> headers,
      @Nullable String answer,
      boolean repairable,
      int attempts,
      @Nullable Instant next,
      List<Link> records) {}

  /** A record. */
  record Link(String form, UUID id) {}
}
