package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Payloads;
import dev.nacre.connector.PushKind.Request;
import dev.nacre.event.Finding;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Outgoing;
import dev.nacre.security.signing.Signature.Place;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A request that is read as far as somebody asks: most are refused before much of it is. */
final class Incoming {
  private final Request request;
  private final boolean form;
  private final List<Finding> findings = new ArrayList<>();
  private @Nullable Map<String, String> fields;
  private @Nullable JsonNode tree;
  private boolean read;

  Incoming(Request request, boolean form) {
    this.request = request;
    this.form = form;
  }

  Request request() {
    return request;
  }

  /** The fields of a form; empty when the body is none. */
  Map<String, String> fields() {
    if (fields == null) {
      fields = form ? FormFields.read(request.body()) : Map.of();
    }
    return fields;
  }

  /** The body, a form as an object of its fields; null when it can't be read, see the findings. */
  @Nullable JsonNode tree() {
    if (!read) {
      read = true;
      tree = form ? fieldsAsJson() : Payloads.read(request.body(), findings);
    }
    return tree;
  }

  /** Why the body can't be read. */
  List<Finding> findings() {
    return findings;
  }

  /** The body as a text; null when it is none in UTF-8. */
  @Nullable String text() {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(request.body())).toString();
    } catch (CharacterCodingException e) {
      return null;
    }
  }

  /** What is called so there; null when nothing is. */
  @Nullable String at(Place place, String name) {
    return switch (place) {
      case HEADER -> request.headers().get(name);
      case QUERY -> request.query().get(name);
      case FORM -> fields().get(name);
      case BODY -> {
        JsonNode body = tree();
        yield body == null ? null : text(in(body, name));
      }
    };
  }

  /** What a name, or else a pointer, says. */
  static JsonNode in(JsonNode tree, String name) {
    return name.startsWith("/") ? tree.at(name) : tree.path(name);
  }

  /** A value as it is written; null when it has none. */
  static @Nullable String text(JsonNode value) {
    return value.isValueNode() && !value.isNull() ? Outgoing.text(value) : null;
  }

  private ObjectNode fieldsAsJson() {
    ObjectNode object = Json.MAPPER.createObjectNode();
    fields().forEach(object::put);
    return object;
  }
}
