package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.Arrival;
import dev.nacre.event.Limits;
import dev.nacre.metadata.ConnectorDefinition;
import dev.nacre.record.Forms;
import dev.nacre.record.NotFoundException;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A published connector, ready to run.
 *
 * @param definition as published
 * @param kind its kind
 * @param settings read by its kind
 * @param zone of times in payloads that name none
 * @param forms the forms that it was compiled against
 * @param operations the calls that it can make, by id
 * @param ingests inbound mappings, in order
 * @param polls the operations that are asked again and again
 * @param totals what is compared with the other side's own totals
 * @param consent the leave that it needs at the other side; null when it needs none
 * @param digest of the definition: two with the same digest do the same
 */
public record Connector(
    ConnectorDefinition definition,
    ConnectorKind<?> kind,
    Record settings,
    ZoneId zone,
    Forms forms,
    Map<String, Operation> operations,
    List<IngestPlan> ingests,
    List<PollPlan> polls,
    List<TotalsPlan> totals,
    @Nullable Consent consent,
    String digest) {

  /** The header that says which operation brought a payload. */
  static final String OPERATION = "operation";

  /** The id, unique in its app. */
  public String id() {
    return definition.id();
  }

  /** The folder that it looks into; null when it watches none. */
  WatchKind.@Nullable Watch watch() {
    return kind instanceof WatchKind<?> watching ? watch(watching) : null;
  }

  private <S extends Record> WatchKind.@Nullable Watch watch(WatchKind<S> watching) {
    return watching.watch(watching.settings().cast(settings));
  }

  /** How it may be used. */
  public Limits limits() {
    return kind instanceof PacedKind<?> paced ? limits(paced) : Limits.NONE;
  }

  private <S extends Record> Limits limits(PacedKind<S> paced) {
    return paced.limits(paced.settings().cast(settings));
  }

  /**
   * One of the calls.
   *
   * @throws NotFoundException when it has no such operation
   */
  public Operation operation(String id) {
    Operation operation = operations.get(id);
    if (operation == null) {
      throw NotFoundException.of("operation_unknown", id, operations.keySet());
    }
    return operation;
  }

  /**
   * What a payload speaks of, told without computing anything: the values of the key of the first
   * mapping that finds them all. Payloads with the same key are worked in order.
   *
   * @param operation what brought it; null when it was pushed or dropped
   * @return null when no mapping finds its key
   */
  public @Nullable String key(JsonNode payload, @Nullable String operation) {
    for (IngestPlan ingest : ingests) {
      String key = ingest.takes(operation) ? ingest.plainKey(payload) : null;
      if (key != null) {
        // only to keep order by; what is kept holds no NUL
        return key.replace('\0', '\u2400');
      }
    }
    return null;
  }

  Arrival arrival(String app, Payload payload, Optional<UUID> job) {
    JsonNode tree = payload.tree();
    return new Arrival(
        app,
        id(),
        tree == null ? null : key(tree, payload.headers().get(OPERATION)),
        payload.body(),
        payload.headers(),
        job.orElse(null),
        payload.findings());
  }
}
