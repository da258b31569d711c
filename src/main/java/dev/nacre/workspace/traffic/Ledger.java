package dev.nacre.workspace.traffic;

import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One direction of traffic, as the screen shows it. */
interface Ledger {
  /** The newest entries in that state; null means any. */
  List<Entry> newest(@Nullable String state);

  /** One entry, with its payload. */
  Optional<Entry> entry(long id);

  /** Works it again; false when it can't be. */
  boolean replay(long id, Identity who);

  /** Works it again with another payload; false when it can't be. */
  boolean correct(long id, String body, Identity who);

  /**
   * A line of the ledger.
   *
   * @param what the operation or key; may be empty
   * @param state by its id
   * @param problems why it is as it is
   * @param body the payload; null in lists
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
      @Nullable String answer,
      boolean repairable,
      int attempts,
      @Nullable Instant next,
      List<Link> records) {}

  /** A record. */
  record Link(String form, UUID id) {}
}
