package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * One line of an instance's timeline.
 *
 * @param seq from 1, without gaps
 * @param step the step that it is about; null when about the whole instance
 * @param who the person, or the engine part that did it
 * @param detail more, by kind: a step's output, a decision and its comment, problems
 */
public record InstanceEvent(
    int seq, Instant at, @Nullable String step, Kind kind, String who, ObjectNode detail) {

  /** What happened. */
  public enum Kind {
    STARTED,
    /** A step is done; the detail is its output. */
    STEP_DONE,
    /** A step waits; the detail names its tasks. */
    WAITING,
    /** A person acted on a task: {@code task action comment}. */
    ACTED,
    /** A deadline passed: {@code remind reassign escalate decide}. */
    DEADLINE,
    NOTIFIED,
    FAILED,
    RETRIED,
    /** A person took the failed step as done. */
    SKIPPED,
    PAUSED,
    RESUMED,
    /** To another version. */
    MOVED,
    /** What a reservation held until a moment was given back. */
    EXPIRED,
    DONE,
    ENDED,
    REJECTED,
    CANCELLED;

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The kind with that JSON form. */
    public static Kind of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }
  }
}
