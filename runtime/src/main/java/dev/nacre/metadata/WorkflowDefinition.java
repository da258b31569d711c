package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A workflow: steps nest as blocks; there are no free-hand edges.
 *
 * @param trigger what starts it; null means only by hand or by another workflow
 * @param withdraw whether who started it may take it back while it waits; null means yes
 * @param retry how its steps are tried again by themselves, where they don't say; null means never
 * @param incidents who is told when one of its instances stands still; null means whoever may start
 *     it
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record WorkflowDefinition(
    String id,
    @Nullable Text name,
    @Nullable Text description,
    @Nullable Trigger trigger,
    @Nullable Boolean withdraw,
    @Nullable RetryDefinition retry,
    @Nullable Incidents incidents,
    List<Step> steps) {

  /** Absent lists become empty ones. */
  public WorkflowDefinition {
    steps = steps == null ? List.of() : List.copyOf(steps);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /** Whether who started it may take it back while it waits. */
  public boolean withdrawable() {
    return !Boolean.FALSE.equals(withdraw);
  }

  /**
   * Who is told when an instance stands still.
   *
   * @param role everybody who holds it
   */
  public record Incidents(String role) {}

  /**
   * What starts a workflow.
   *
   * @param type a trigger type id
   * @param form the form whose records start it
   * @param on {@code create}, {@code update}, {@code delete}
   * @param when null means always
   * @param cron when a schedule starts it
   * @param zone of the schedule; null means the app's
   * @param field the date of a record that starts it
   * @param after how long after that date, ISO 8601
   * @param before how long before that date, ISO 8601
   * @param at the time of day, where the date has none
   * @param message the name of the message that starts it
   * @param fields what whoever presses a button fills in, as written
   * @param connector the connector through which something comes in
   * @param ingest only what that mapping of it took; null means all
   * @param record the id of the record that it is about
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Trigger(
      String type,
      @Nullable String form,
      List<String> on,
      @Nullable Condition when,
      @Nullable String cron,
      @Nullable String zone,
      @Nullable String field,
      @Nullable String after,
      @Nullable String before,
      @Nullable String at,
      @Nullable String message,
      List<JsonNode> fields,
      @Nullable String connector,
      @Nullable String ingest,
      @Nullable Value record) {
    /** Absent lists become empty ones. */
    public Trigger {
      on = on == null ? List.of() : List.copyOf(on);
      fields = fields == null ? List.of() : List.copyOf(fields);
    }
  }

  /**
   * One step.
   *
   * @param id unique within the workflow
   * @param type a step type id
   * @param retry how it is tried again by itself; null means as the workflow says
   * @param settings the type's own part; null means none
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Step(
      String id,
      String type,
      @Nullable Text name,
      @Nullable Text description,
      @Nullable RetryDefinition retry,
      @Nullable JsonNode settings) {

    /** The name, or the id when there is none. */
    public Text title() {
      return name != null ? name : Text.of(id);
    }
  }
}
