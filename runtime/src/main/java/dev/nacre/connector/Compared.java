package dev.nacre.connector;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One hour or day of an ingest beside the other side's own totals.
 *
 * @param ingest its id
 * @param since its first moment
 * @param until the first moment after it
 * @param theirs how many the other side has
 * @param ours how many records there are
 * @param theirAmount their sum at the other side; null when it isn't compared
 * @param ourAmount their sum here; null when it isn't compared
 * @param fetched how often it was fetched again
 * @param checkedAt when that was found
 */
public record Compared(
    String ingest,
    Instant since,
    Instant until,
    long theirs,
    long ours,
    @Nullable BigDecimal theirAmount,
    @Nullable BigDecimal ourAmount,
    int fetched,
    Instant checkedAt) {

  /** What was found. */
  public enum State {
    /** Both say the same. */
    COMPLETE,
    /** The other side has more: some haven't come, or gave up on their way. */
    MISSING,
    /** As many, but not the same sum: some haven't come as they are now. */
    DIFFERS,
    /** There is more here than the other side counts. */
    MORE;

    /** The id, as it stands in answers. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** What was found. */
  public State state() {
    if (theirs != ours) {
      return theirs > ours ? State.MISSING : State.MORE;
    }
    boolean same =
        theirAmount == null || ourAmount == null || theirAmount.compareTo(ourAmount) == 0;
    return same ? State.COMPLETE : State.DIFFERS;
  }

  /** Whether asking for it again may bring what lacks. */
  public boolean lacks() {
    return state() == State.MISSING || state() == State.DIFFERS;
  }

  Compared fetchedAgain() {
    return new Compared(
        ingest, since, until, theirs, ours, theirAmount, ourAmount, fetched + 1, checkedAt);
  }
}
