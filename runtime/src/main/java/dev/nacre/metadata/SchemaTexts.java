package dev.nacre.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The schemas as trees: what is known at a place, and what could stand there for want of better.
 */
final class SchemaTexts {
  /** The texts of schemas made at run time, by {@code $id}. */
  private static final Map<String, String> MADE = new ConcurrentHashMap<>();

  private static final Map<String, JsonNode> TREES = new ConcurrentHashMap<>();

  private SchemaTexts() {}

  static void made(String iri, String text) {
    MADE.put(iri, text);
    TREES.remove(iri);
  }

  static String load(String iri) {
    String made = MADE.get(iri);
    if (made != null) {
      return made;
    }
    String path = "/schema/" + iri.substring(Schemas.BASE.length());
    try (InputStream in = Schemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no schema at " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }

  /** One schema within a document: where it stands, and what it says. */
  record At(String iri, String fragment, JsonNode schema) {
    static At of(String location) {
      int hash = location.indexOf('#');
      String iri = location.substring(0, hash);
      String fragment = location.substring(hash + 1);
      return new At(iri, fragment, tree(iri).at(fragment));
    }

    /** The schema that holds this keyword or schema. */
    At parent() {
      String above = fragment.substring(0, Math.max(0, fragment.lastIndexOf('/')));
      return new At(iri, above, tree(iri).at(above));
    }

    private At child(String name) {
      String below = fragment + "/" + Json.escape(name);
      return new At(iri, below, schema.path(name));
    }

    /** What a {@code $ref} leads to, or this. */
    private At resolved() {
      JsonNode ref = schema.get("$ref");
      if (ref == null) {
        return this;
      }
      String to = ref.textValue();
      return of(to.startsWith("#") ? iri + to : Schemas.BASE + to).resolved();
    }
  }

  /** The names of the properties that a schema knows. */
  static List<String> properties(At at) {
    var names = new ArrayList<String>();
    at.schema().path("properties").fieldNames().forEachRemaining(names::add);
    return names;
  }

  /** The schema of one property; its schema is missing when none is known. */
  static At property(At at, String name) {
    return at.child("properties").child(name);
  }

  /** Whether the property that has this schema may be left out. */
  static boolean optional(At property) {
    At holder = property.parent();
    if (!holder.fragment().endsWith("/properties")) {
      return false;
    }
    String name = property.fragment().substring(property.fragment().lastIndexOf('/') + 1);
    for (JsonNode required : holder.parent().schema().path("required")) {
      if (required.asText().equals(name)) {
        return false;
      }
    }
    return true;
  }

  /** Something that can be read in place of what is broken or missing, and says nothing. */
  static JsonNode placeholder(At at) {
    At to = at.resolved();
    JsonNode schema = to.schema();
    if (to.fragment().equals("/$defs/condition")) {
      ObjectNode always = Json.MAPPER.createObjectNode();
      always.putArray("all");
      return always;
    }
    if (to.fragment().equals("/$defs/source")) {
      return Json.MAPPER.createObjectNode().putNull("value");
    }
    JsonNode type = schema.path("type");
    if (schema.path("enum").isArray()) {
      return schema.get("enum").get(0);
    }
    return switch (type.isArray() ? type.get(0).asText() : type.asText()) {
      case "string" -> Json.MAPPER.getNodeFactory().textNode("");
      case "array" -> Json.MAPPER.createArrayNode();
      case "boolean" -> Json.MAPPER.getNodeFactory().booleanNode(false);
      case "integer", "number" ->
          Json.MAPPER.getNodeFactory().numberNode(schema.path("minimum").asInt());
      case "object" -> {
        ObjectNode object = Json.MAPPER.createObjectNode();
        schema
            .path("required")
            .forEach(name -> object.set(name.asText(), placeholder(property(to, name.asText()))));
        yield object;
      }
      default -> Json.MAPPER.nullNode();
    };
  }

  private static JsonNode tree(String iri) {
    return TREES.computeIfAbsent(
        iri,
        i -> {
          try {
            return Json.MAPPER.readTree(load(i));
          } catch (IOException e) {
            throw new UncheckedIOException("a schema is JSON", e);
          }
        });
  }
}
