package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Json;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One payload as a kind took it in, on its way to the inbox.
 *
 * @param body what is kept
 * @param tree the body, read; null when it can't be
 * @param headers what came with it, without anything secret
 * @param findings what is wrong with it already; then it becomes a dead letter
 */
@SuppressWarnings("ArrayRecordComponent")
public record Payload(
    byte[] body, @Nullable JsonNode tree, Map<String, String> headers, List<Finding> findings) {

  /** A payload as it came. */
  public static Payload of(byte[] body, JsonNode tree, Map<String, String> headers) {
    return new Payload(body, tree, headers, List.of());
  }

  /** A payload made here, or cut out of a larger one. */
  public static Payload of(JsonNode tree, Map<String, String> headers) {
    try {
      return new Payload(Json.MAPPER.writeValueAsBytes(tree), tree, headers, List.of());
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** Something that no mapping could read. */
  public static Payload broken(byte[] body, Map<String, String> headers, List<Finding> findings) {
    return new Payload(body, null, headers, findings);
  }
}
