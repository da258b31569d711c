package dev.nacre.record;

import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of one change.
 *
 * @param id the record; null when it was never made
 * @param version its version now; 0 when it was never made
 * @param problems why it failed; empty otherwise; pointers are relative to the change's data
 * @param after the record as it is now; null when failed or deleted
 */
public record Outcome(
    Status status,
    @Nullable UUID id,
    long version,
    List<Problem> problems,
    @Nullable StoredRecord after) {

  /** What became of a change. */
  public enum Status {
    CREATED,
    UPDATED,
    /** Nothing differed, so nothing was written. */
    UNCHANGED,
    /** The stored record is newer at its source. */
    STALE_SOURCE,
    DELETED,
    RESTORED,
    /** Not possible: the values don't fit. */
    INVALID,
    /** Not possible: no such record, or it may not be seen. */
    NOT_FOUND,
    /** Not possible: not allowed. */
    FORBIDDEN,
    /** Not possible: the record has changed since it was read. */
    CONFLICT,
    /** Not possible: the values are taken, or the state can't be reached from here. */
    TAKEN,
    /** Possible, but another change of the batch was not, and it was all or nothing. */
    NOT_DONE;

    /** Whether the change was refused. */
    public boolean failed() {
      return compareTo(INVALID) >= 0;
    }

    /** The JSON form. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** Whether the change was refused. */
  public boolean failed() {
    return status.failed();
  }
}
