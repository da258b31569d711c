package dev.nacre.record;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Problems;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One change on its way through the write path. */
final class Wish {
  final Change change;
  final int position;
  final Problems problems = new Problems();

  /** Computed and system values that the body gave, to be held against what comes out. */
  final Map<Field, JsonNode> claimed = new LinkedHashMap<>();

  /** The same for computed values of lines. */
  final List<LineClaim> claimedLines = new ArrayList<>();

  /**
   * A computed value that the body gave for a line.
   *
   * @param line which line; it may be another object by the time that it is computed
   * @param before the line as it was; null for a new one
   */
  record LineClaim(
      Field table,
      UUID line,
      @Nullable StoredRecord before,
      Field field,
      JsonNode given,
      String pointer) {
    /** The same about a line that was there. */
    LineClaim of(StoredRecord there) {
      return new LineClaim(table, there.id(), there, field, given, pointer);
    }
  }

  Change.Op op;
  @Nullable UUID id;
  @Nullable StoredRecord before;
  @Nullable Instant deletedAt;
  @Nullable StoredRecord after;

  /** When the source said what is stored; null when it never had one. */
  @Nullable SourceMoment told;

  /** Kept in history. */
  @Nullable String note;

  Outcome.@Nullable Status status;

  Wish(Change change, int position) {
    this.change = change;
    this.position = position;
    this.op = change.op();
    this.id = change.id();
    this.note = change.note();
  }

  /** Whether it is still to be done. */
  boolean open() {
    return status == null;
  }

  void refuse(Outcome.Status why, Problem problem) {
    problems.add(problem);
    status = why;
  }

  /** Refused for its values when any problem was found. */
  void settle() {
    if (open() && !problems.isEmpty()) {
      status = Outcome.Status.INVALID;
    }
  }

  /** The record as it will be. */
  StoredRecord result() {
    if (after == null) {
      throw new IllegalStateException("not bound yet");
    }
    return after;
  }

  Outcome outcome() {
    Outcome.Status end = status == null ? Outcome.Status.NOT_DONE : status;
    StoredRecord shown =
        end == Outcome.Status.UNCHANGED || end == Outcome.Status.STALE_SOURCE ? before : after;
    boolean gone = end.failed() || end == Outcome.Status.DELETED;
    return new Outcome(
        end,
        end.failed() && op == Change.Op.CREATE ? null : id,
        end.failed()
            ? (before == null ? 0 : before.version())
            : (shown == null ? 0 : shown.version()),
        problems.list(),
        gone ? null : shown);
  }
}
