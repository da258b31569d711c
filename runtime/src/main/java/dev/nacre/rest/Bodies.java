package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Schemas;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;

/** Reads request bodies, or says where they can't be read. */
final class Bodies {
  /** JSON beyond that is refused: bytes. */
  static final int LARGEST = 16 << 20;

  private Bodies() {}

  /** Text in UTF-8. */
  static String text(byte @Nullable [] body) {
    if (body == null || body.length == 0) {
      throw RequestException.unreadable("", "body_empty");
    }
    if (body.length > LARGEST) {
      throw RequestException.tooLarge("body_too_large", LARGEST >> 20);
    }
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(body)).toString();
    } catch (CharacterCodingException e) {
      throw RequestException.unreadable("", "body_not_utf8");
    }
  }

  /** Any JSON. */
  static JsonNode json(byte @Nullable [] body) {
    var problems = new Problems();
    JsonNode json = Json.read(text(body), problems);
    if (json == null) {
      throw new RequestException(400, problems.list());
    }
    return json;
  }

  /** A JSON object, its keys unchecked. */
  static ObjectNode object(byte @Nullable [] body) {
    if (json(body) instanceof ObjectNode object) {
      return object;
    }
    throw RequestException.invalid("", "object_expected");
  }

  /**
   * A JSON document that fits a schema of {@code schema/request}.
   *
   * @param schema its name there
   */
  static JsonNode checked(String schema, byte @Nullable [] body) {
    JsonNode json = json(body);
    check(schema, json);
    return json;
  }

  /** The same where an absent body stands for an empty object. */
  static JsonNode checkedOrEmpty(String schema, byte @Nullable [] body) {
    return body == null || body.length == 0
        ? Json.MAPPER.createObjectNode()
        : checked(schema, body);
  }

  /** The same for a question, in which null stands for what isn't said. */
  static JsonNode question(String schema, byte @Nullable [] body) {
    JsonNode json = body == null || body.length == 0 ? Json.MAPPER.createObjectNode() : json(body);
    if (json instanceof ObjectNode object) {
      object.properties().removeIf(e -> e.getValue().isNull());
    }
    check(schema, json);
    return json;
  }

  /**
   * When something shall end; null when it isn't said.
   *
   * @param past the problem of an end that is over
   */
  static @Nullable Instant end(JsonNode body, InstantSource clock, String past) {
    if (!body.hasNonNull("expiresAt")) {
      return null;
    }
    String text = body.get("expiresAt").asText();
    Instant end;
    try {
      end = OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw RequestException.invalid("/expiresAt", "datetime_expected", text);
    }
    if (!end.isAfter(clock.instant())) {
      throw RequestException.invalid("/expiresAt", past);
    }
    return end;
  }

  static void check(String schema, JsonNode json) {
    var problems = new Problems();
    Schemas.check("request/" + schema, json, problems);
    noNul(json, "", problems);
    if (!problems.isEmpty()) {
      throw RequestException.invalid(problems.list());
    }
  }

  /** PostgreSQL holds no NUL in a text; what such a text should name can't be there either. */
  private static void noNul(JsonNode json, String pointer, Problems problems) {
    if (json.isTextual() && json.textValue().indexOf('\0') >= 0) {
      problems.add(pointer, "text_nul");
    } else if (json.isArray()) {
      for (int i = 0; i < json.size(); i++) {
        noNul(json.get(i), pointer + "/" + i, problems);
      }
    } else {
      json.properties()
          .forEach(e -> noNul(e.getValue(), pointer + "/" + Json.escape(e.getKey()), problems));
    }
  }
}
