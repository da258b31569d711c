package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the print desk is told to do, as it stands in the outbox.
 *
 * @param form of the record
 * @param version whose template it is
 * @param actor who prints
 * @param language of the paper: {@code en} or {@code zh}
 * @param via the connector of a print service; null when the document is only kept
 * @param operation of that connector
 */
public record PrintJob(
    String form,
    UUID record,
    int version,
    String actor,
    String language,
    @Nullable String via,
    @Nullable String operation,
    int copies) {
  /** Where it stands in the outbox, instead of a connector. */
  static final String DESK = "#print";

  static PrintJob read(JsonNode json) {
    return new PrintJob(
        json.path("form").asText(),
        UUID.fromString(json.path("record").asText()),
        json.path("version").asInt(),
        json.path("actor").asText(),
        json.path("language").asText(),
        json.path("via").asText(null),
        json.path("operation").asText(null),
        json.path("copies").asInt(1));
  }

  ObjectNode write() {
    return JsonNodeFactory.instance
        .objectNode()
        .put("form", form)
        .put("record", record.toString())
        .put("version", version)
        .put("actor", actor)
        .put("language", language)
        .put("via", via)
        .put("operation", operation)
        .put("copies", copies);
  }
}
