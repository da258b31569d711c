package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Where the ladder of a {@link Deadline} stands; kept in the notes of what may move it.
 *
 * @param rung the next one
 * @param base from when time is counted
 * @param left how much counted time there is from then to the rung
 * @param untilDue how much there is to when the task is due; nothing once it was
 * @param moment what {@code until} gave; null without it
 * @param paused whether time doesn't count now
 */
record Climb(
    int rung,
    Instant base,
    Duration left,
    Duration untilDue,
    @Nullable Instant moment,
    boolean paused) {
  /** Before there is a deadline. */
  static final Climb NOWHERE =
      new Climb(0, Instant.EPOCH, Duration.ZERO, Duration.ZERO, null, false);

  boolean nowhere() {
    return base.equals(Instant.EPOCH);
  }

  ObjectNode note() {
    ObjectNode note =
        JsonNodeFactory.instance
            .objectNode()
            .put("rung", rung)
            .put("base", base.toString())
            .put("left", left.toString())
            .put("untilDue", untilDue.toString());
    if (moment != null) {
      note.put("moment", moment.toString());
    }
    return paused ? note.put("paused", true) : note;
  }

  /** Reads a note; one of an earlier version of this engine has no more than the rung. */
  static Climb read(JsonNode note, Instant now) {
    return new Climb(
        note.path("rung").asInt(),
        note.has("base") ? Instant.parse(note.path("base").asText()) : now,
        Duration.parse(note.path("left").asText("PT0S")),
        Duration.parse(note.path("untilDue").asText("PT0S")),
        note.has("moment") ? Instant.parse(note.path("moment").asText()) : null,
        note.path("paused").asBoolean());
  }
}
