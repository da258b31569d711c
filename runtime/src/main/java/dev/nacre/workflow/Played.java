package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.Text;
import dev.nacre.record.StoredRecord;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What became of a story under some rules.
 *
 * @param record as it is at the end; null when it is gone, could not be made, or the story is about
 *     none
 * @param tasks people's work, in order
 * @param messages within Nacre, in order
 * @param calls what would be done outside, in order
 * @param runs workflows, in order of their beginning
 * @param others what was written of other records, counted
 * @param refused what people and partners did that these rules refuse
 * @param cut whether it was stopped before its end, since it went on and on
 */
public record Played(
    @Nullable StoredRecord record,
    List<TaskSeen> tasks,
    List<MessageSeen> messages,
    List<CallSeen> calls,
    List<RunSeen> runs,
    List<Others> others,
    List<Problem> refused,
    boolean cut) {
  /** What becomes of what doesn't happen. */
  public static final Played NOTHING =
      new Played(null, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), false);

  /** A task: whose it is, and what was decided; null while it is open. */
  public record TaskSeen(
      String workflow,
      String step,
      Text title,
      List<Task.Assignee> whose,
      @Nullable TaskAction decision) {}

  /** A message: the role or user that it is for. */
  public record MessageSeen(Task.Assignee to, Text text) {}

  /** Something done outside. */
  public record CallSeen(String connector, String operation, JsonNode input) {
    /** The same, of the record that really is: each go makes one of its own. */
    CallSeen of(UUID made, UUID real) {
      String text = Json.write(input);
      return text.contains(made.toString())
          ? new CallSeen(
              connector, operation, Stored.tree(text.replace(made.toString(), real.toString())))
          : this;
    }
  }

  /** A workflow: how it stands, at which step, and what is wrong. */
  public record RunSeen(
      String workflow,
      Instance.State state,
      @Nullable String outcome,
      @Nullable String step,
      List<Problem> problems) {}

  /** How many records of another form were created, updated or deleted. */
  public record Others(String form, String op, int count) {}
}
