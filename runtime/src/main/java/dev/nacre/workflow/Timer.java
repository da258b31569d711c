package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.storage.Uuid7;
import java.time.Instant;
import java.util.UUID;

/**
 * A time that a waiting step asked for.
 *
 * @param what the step's own note, given back in {@link Signal.Due}
 */
record Timer(UUID id, UUID instance, String step, Instant dueAt, JsonNode what) {
  /** One that is due now, since what a step watches has changed. */
  static Timer again(Watch watch, Instant now) {
    return new Timer(Uuid7.next(), watch.instance(), watch.step(), now, Wake.again(watch.note()));
  }
}
