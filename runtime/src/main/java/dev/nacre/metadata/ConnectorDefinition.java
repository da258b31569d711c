package dev.nacre.metadata;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A connector: a kind with its settings, the calls it knows and the payloads it takes in.
 *
 * @param kind a connector kind id
 * @param settings the kind's own part; null means none
 * @param operations calls, as the kind reads them
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record ConnectorDefinition(
    String id,
    @Nullable Text name,
    @Nullable Text description,
    String kind,
    @Nullable JsonNode settings,
    List<JsonNode> operations,
    List<Ingest> ingest) {

  /** Absent lists become empty ones. */
  public ConnectorDefinition {
    operations = operations == null ? List.of() : List.copyOf(operations);
    ingest = ingest == null ? List.of() : List.copyOf(ingest);
  }

  /** The name, or the id when there is none. */
  public Text title() {
    return name != null ? name : Text.of(id);
  }

  /**
   * One inbound mapping.
   *
   * @param operation the operation polled; null for kinds that are pushed to
   * @param every how often, ISO 8601; null for kinds that are pushed to
   * @param at local times of day ({@code 02:00}) to poll at, beside or instead of {@code every}
   * @param overlap how much of the time before the last run is asked for again, ISO 8601; null
   *     means ten minutes
   * @param lookBack how far back the very first run goes, ISO 8601; null means a day
   * @param form the form that the records go into
   * @param key the fields by which a record is found again
   * @param sourceTime JSON pointer to the payload's own time; older ones lose; may be null
   * @param when which payloads this mapping is for; a formula over {@code source}; null means all
   * @param keep mapped fields that stay as they are when the payload has nothing for them
   * @param map field id to where its value comes from, see {@link Source}
   * @param totals how to find out whether everything came; null means that nobody asks
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Ingest(
      String id,
      @Nullable String operation,
      @Nullable String every,
      List<String> at,
      @Nullable String overlap,
      @Nullable String lookBack,
      String form,
      List<String> key,
      @Nullable String sourceTime,
      @Nullable Value when,
      List<String> keep,
      Map<String, Source> map,
      @Nullable Totals totals) {
    /** Absent lists become empty ones. */
    public Ingest {
      at = at == null ? List.of() : List.copyOf(at);
      key = key == null ? List.of() : List.copyOf(key);
      keep = keep == null ? List.of() : List.copyOf(keep);
      map =
          map == null
              ? Map.of()
              : java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(map));
    }
  }

  /**
   * Compares what came with the other side's own totals, hour by hour or day by day, and fetches
   * again what lacks.
   *
   * @param operation asked for the totals of a window
   * @param count JSON pointer to how many there are, in what that operation gives
   * @param amount where their sum is, in what that operation gives; null means that only numbers
   *     are compared
   * @param time the field by which a record belongs to an hour
   * @param sum the field that is summed up; null without {@code amount}
   * @param where which records are of that channel; null means all of the form
   * @param per {@code hour} or {@code day}; null means {@code hour}
   * @param back how far back is compared, ISO 8601; null means a day
   * @param after how long after its end an hour is first compared, ISO 8601; null means 15 minutes
   * @param inclusive whether the other side counts the last second of a window, too
   * @param refetch the operation that brings a window again; null means the one that is polled
   */
  @JsonInclude(JsonInclude.Include.NON_EMPTY)
  public record Totals(
      String operation,
      String count,
      @Nullable Source amount,
      String time,
      @Nullable String sum,
      @Nullable Condition where,
      @Nullable String per,
      @Nullable String back,
      @Nullable String after,
      @Nullable Boolean inclusive,
      @Nullable String refetch) {}
}
