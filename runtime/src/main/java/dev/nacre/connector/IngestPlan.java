package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.record.Form;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One inbound mapping, compiled.
 *
 * @param id unique in its connector
 * @param operation whose payloads it is for; null means those that are pushed or dropped
 * @param form what the records are of
 * @param key the fields by which a record is found again; empty means that each payload makes one
 * @param sourceTime where the payload's own time is; null when it has none
 * @param when which payloads it is for; null means all
 */
public record IngestPlan(
    String id,
    @Nullable String operation,
    Form form,
    List<String> key,
    @Nullable JsonPointer sourceTime,
    @Nullable CompiledFormula when,
    MappingPlan map) {

  /** Whether it is for what that operation brings; null means that no operation brought it. */
  boolean takes(@Nullable String from) {
    return operation == null || operation.equals(from);
  }

  /** The values of the key, when they can be told without computing; null otherwise. */
  @Nullable String plainKey(JsonNode payload) {
    if (key.isEmpty()) {
      return null;
    }
    var text = new StringBuilder();
    for (String field : key) {
      String part = map.plain(field, payload);
      if (part == null) {
        return null;
      }
      text.append(text.isEmpty() ? "" : "/").append(part);
    }
    return text.toString();
  }
}
