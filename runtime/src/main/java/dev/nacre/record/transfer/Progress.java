package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How far a job has come; kept by the one thread that works it, and saved now and then. */
public final class Progress {
  /** More problems than anybody reads are counted, not kept. */
  private static final int MOST_PROBLEMS = 1_000;

  private final List<Problem> problems = new ArrayList<>();
  private int kept;
  private long rows;
  private @Nullable Long total;
  private long created;
  private long updated;
  private long unchanged;
  private long failed;

  /** So many more rows were read. */
  public void read(long more) {
    rows += more;
  }

  /** There will be so many records or payloads. */
  public void expect(long all) {
    total = all;
  }

  /** So many more were settled. */
  public void settle(long nowCreated, long nowUpdated, long nowUnchanged, long nowFailed) {
    created += nowCreated;
    updated += nowUpdated;
    unchanged += nowUnchanged;
    failed += nowFailed;
  }

  /** So many are settled in all. */
  public void settled(long allCreated, long allUpdated, long allUnchanged, long allFailed) {
    created = allCreated;
    updated = allUpdated;
    unchanged = allUnchanged;
    failed = allFailed;
  }

  /** Something could not be done. */
  public void found(Problem problem) {
    if (kept < MOST_PROBLEMS) {
      kept++;
      problems.add(problem);
    }
  }

  /** How many are settled, one way or another. */
  long settled() {
    return created + updated + unchanged + failed;
  }

  long rows() {
    return rows;
  }

  @Nullable Long total() {
    return total;
  }

  long created() {
    return created;
  }

  long updated() {
    return updated;
  }

  long unchanged() {
    return unchanged;
  }

  long failed() {
    return failed;
  }

  /** The problems that were not saved yet; they count as saved from now on. */
  List<Problem> takeProblems() {
    List<Problem> taken = List.copyOf(problems);
    problems.clear();
    return taken;
  }
}
