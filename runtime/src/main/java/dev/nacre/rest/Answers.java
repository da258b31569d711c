package dev.nacre.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.ByteArrayBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.function.Function;

/** Makes answers, from trees or as they are written: exact decimals, plainly. */
final class Answers {
  private Answers() {}

  static byte[] bytes(JsonNode body) {
    try {
      return Json.MAPPER.writeValueAsBytes(body);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a tree can always be written", e);
    }
  }

  /** Writes a body as it goes, for those that are long or asked for often. */
  interface Written {
    /** Writes it; whole, as one value. */
    void to(JsonGenerator out) throws IOException;
  }

  static byte[] bytes(Written body) {
    // grows by parts, and is copied once
    try (var bytes = new ByteArrayBuilder(2048)) {
      try (JsonGenerator out = Json.MAPPER.createGenerator(bytes)) {
        body.to(out);
      }
      return bytes.toByteArray();
    } catch (IOException e) {
      throw new UncheckedIOException("bytes can always be written", e);
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
    return status(status, bytes(body));
  }

  static Response.ResponseBuilder status(int status, Written body) {
    return status(status, bytes(body));
  }

  private static Response.ResponseBuilder status(int status, byte[] body) {
    return Response.status(status).type(MediaType.APPLICATION_JSON_TYPE).entity(body);
  }

  static String etag(long version) {
    return "\"" + version + "\"";
  }
}
