package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.HistoryStore;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * One thing that happened to a record, and why.
 *
 * @param key names it within the record's timeline
 * @param kind {@code change}, a kind of {@link InstanceEvent}, {@code call}, or what became of a
 *     hold: {@code held freed used expired}
 * @param by who did it, or the engine part that did
 * @param text what happened, in words that follow a name
 * @param said what somebody said about it; may be null
 * @param source what workflow did it; null when none did
 * @param change of the record; null when it is none
 * @param trigger what started a workflow, as its definition says it; null otherwise
 * @param cause the version of the record that started it; null when none is known
 * @param problems what went wrong
 * @param files what was attached to what somebody said; an empty array for nothing
 * @param sent the entry of the outbox, and its state; null when it isn't about one
 */
public record TimelineEntry(
    String key,
    Instant at,
    String kind,
    String by,
    String text,
    @Nullable String said,
    @Nullable Source source,
    HistoryStore.@Nullable Entry change,
    @Nullable JsonNode trigger,
    @Nullable Long cause,
    List<Problem> problems,
    JsonNode files,
    @Nullable Sent sent) {

  /** Copies the problems. */
  public TimelineEntry {
    problems = List.copyOf(problems);
  }

  /**
   * A step of a workflow.
   *
   * @param instance null when it isn't about this record
   * @param version of the app in which the workflow runs
   * @param step null when it is about all of the workflow
   */
  public record Source(
      @Nullable UUID instance, String workflow, int version, @Nullable String step) {}

  /** An entry of the outbox. */
  public record Sent(long entry, String state) {}
}
