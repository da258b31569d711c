package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.ConnectorTrials;
import dev.nacre.connector.Trial;
import dev.nacre.designer.desk.Desk;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The payloads that were captured of the open connector, and what they would become. */
final class Capture {
  private final Desk desk;
  private String path = "";
  private @Nullable String operation;
  private List<JsonNode> payloads = List.of();
  private int shown;
  private @Nullable Trial call;
  private @Nullable Trial mapping;
  private List<Problem> refused = List.of();
  @Nullable String picked;

  Capture(Desk desk) {
    this.desk = desk;
  }

  /** Forgets what was captured of another connector. */
  void follow() {
    if (!path.equals(desk.path())) {
      path = desk.path();
      payloads = List.of();
      call = null;
      mapping = null;
      refused = List.of();
      picked = null;
    }
  }

  /** Makes the call. */
  void call(@Nullable String wanted, ObjectNode input) {
    operation = wanted;
    shown = 0;
    mapping = null;
    call = attempt(input, null);
    if (call != null && !call.payloads().isEmpty()) {
      payloads = call.payloads();
      map();
    }
  }

  /** Takes a payload that a person has at hand. */
  void paste(JsonNode payload, @Nullable String from) {
    operation = from;
    payloads = List.of(payload);
    shown = 0;
    call = null;
    map();
  }

  /** Maps the payload that is shown, by the mapping as it is now. */
  void map() {
    JsonNode payload = payload().orElse(null);
    if (payload != null) {
      mapping = attempt(Json.MAPPER.createObjectNode(), payload);
    }
  }

  private @Nullable Trial attempt(ObjectNode input, @Nullable JsonNode payload) {
    String id = desk.path().replaceAll("^connectors/|\\.json$", "");
    try {
      refused = List.of();
      return desk.surroundings()
          .partners()
          .attempt(desk.session().files(), new ConnectorTrials.Wish(id, operation, input, payload));
    } catch (NacreException e) {
      refused = e.problems();
      return null;
    }
  }

  Optional<JsonNode> payload() {
    return shown < payloads.size() ? Optional.of(payloads.get(shown)) : Optional.empty();
  }

  int count() {
    return payloads.size();
  }

  int shown() {
    return shown;
  }

  void show(int index) {
    shown = Math.floorMod(index, Math.max(1, payloads.size()));
    map();
  }

  Optional<Trial> call() {
    return Optional.ofNullable(call);
  }

  /** What the payload becomes through that mapping. */
  Optional<Trial.Mapped> mapped(String ingest) {
    return Optional.ofNullable(mapping)
        .flatMap(
            trial ->
                trial.mapped().stream()
                    .filter(m -> m.ingest().equals(ingest) || m.ingest().isEmpty())
                    .findFirst());
  }

  /** Why there was nothing to be tried. */
  List<Problem> refused() {
    return Objects.requireNonNull(refused);
  }
}
