package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What happened to a record from outside: what people and partners did, without what workflows made
 * of it. Or that a schedule started a workflow, which is about no record.
 *
 * @param app the address of the app in which it happened
 * @param form the form's id; null when it is about no record
 * @param record null like the form
 * @param happenings in order; the first creates the record
 * @param decisions what people decided of tasks about it
 * @param answers what partners answered, by step
 */
public record Story(
    String app,
    @Nullable String form,
    @Nullable UUID record,
    List<Happening> happenings,
    List<Decision> decisions,
    Map<Place, JsonNode> answers) {
  /** Copies the lists. */
  public Story {
    happenings = List.copyOf(happenings);
    decisions = List.copyOf(decisions);
    answers = Map.copyOf(answers);
  }

  /** A step of a workflow. */
  public record Place(String workflow, String step) {}

  /** Something that happened. */
  public sealed interface Happening {
    /** When. */
    Instant at();

    /** The sign-in name or engine part. */
    String who();

    /**
     * A change of the record.
     *
     * @param values field ids to their values afterwards; of a new record all, of a changed one
     *     those that were changed
     */
    record Changed(Instant at, String who, Origin origin, Change.Op op, ObjectNode values)
        implements Happening {}

    /** A schedule started a workflow. */
    record Scheduled(Instant at, String workflow) implements Happening {
      @Override
      public String who() {
        return TimedTriggers.WHO;
      }
    }

    /** A workflow was started by hand. */
    record Started(Instant at, String who, String workflow, ObjectNode input)
        implements Happening {}
  }

  /** What a person decided. */
  public record Decision(
      Instant at,
      Place place,
      TaskAction action,
      String who,
      @Nullable String comment,
      ObjectNode data) {}
}
