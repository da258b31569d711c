package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Long work that a person waits for.
 *
 * @param app as addressed: an app id, or {@code id@test}
 * @param kind {@code import} into a form, {@code bulk} work on its records, {@code undo} of either,
 *     {@code file} or {@code poll} through a connector, or {@code replay} of what came in or goes
 *     out
 * @param subject the form or the connector; of a replay of all connectors {@code inbox} or {@code
 *     outbox}
 * @param file the file's name, as its owner calls it; may be null
 * @param rows rows read so far
 * @param total how many records or payloads there will be; null while unknown
 * @param done how many of them are settled
 * @param unchanged how many were there already, just so
 * @param failed how many could not be done
 * @param problems why, the first 1,000; a pointer is {@code /<line of the file>/<field>}
 * @param who the sign-in name of the person
 * @param finishedAt null while running
 * @param dryRun whether everything was only tried
 * @param columns of the file; empty when it has none
 * @param undoes the job whose work this one takes back; null for every other
 * @param undoneBy the job that took this one's work back; null when none did
 * @param action of bulk work, what is done with each record; null for every other
 */
public record Job(
    UUID id,
    String app,
    String kind,
    String subject,
    @Nullable String file,
    State state,
    long rows,
    @Nullable Long total,
    long done,
    long created,
    long updated,
    long unchanged,
    long failed,
    List<Problem> problems,
    String who,
    Instant startedAt,
    @Nullable Instant finishedAt,
    boolean dryRun,
    List<String> columns,
    @Nullable UUID undoes,
    @Nullable UUID undoneBy,
    @Nullable String action) {
  /** The kind of work on many records. */
  static final String BULK = "bulk";

  /** Whether somebody may see it: a person their own, an administrator all. */
  public boolean seenBy(Identity person) {
    return person.administrator() || who.equals(person.id());
  }

  /** Whether it is work on many records, or takes such work back. */
  public boolean bulk() {
    return action != null;
  }

  /** Whether it wrote something that can be taken back, and wasn't yet. */
  public boolean undoable() {
    return (kind.equals("import") || kind.equals(BULK))
        && !dryRun
        && state != State.RUNNING
        && undoneBy == null
        && (created + updated > 0 || brokenOff());
  }

  /** What is written is counted later than it is written, and then perhaps never. */
  private boolean brokenOff() {
    return kind.equals(BULK) && (state == State.FAILED || state == State.CANCELLED);
  }

  /** Where a job stands. */
  public enum State {
    RUNNING,
    /** Came to its end, perhaps with rows that failed. */
    DONE,
    /** Could not go on. */
    FAILED,
    CANCELLED;

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }
  }
}
