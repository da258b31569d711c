package dev.nacre.rest;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.function.Function;

/** Makes answers from trees: exact decimals, written plainly. */
final class Answers {
  private Answers() {}

  static byte[] bytes(JsonNode body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  static ObjectNode object() {
    return Json.MAPPER.createObjectNode();
  }

  /** {@code {name: [..]}}. */
  static <T> ObjectNode list(String name, List<T> all, Function<T, ? extends JsonNode> json) {
    ObjectNode body = object();
    ArrayNode array = body.putArray(name);
    all.forEach(one -> array.add(json.apply(one)));
    return body;
  }

  static Response ok(JsonNode body) {
    return status(200, body).build();
  }

  static Response.ResponseBuilder status(int status, JsonNode body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(bytes(body));
  }

  static String etag(long version) {
    return "\"" + version + "\"";
  }
}
