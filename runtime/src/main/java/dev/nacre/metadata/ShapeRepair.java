package dev.nacre.metadata;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Takes out of a document what doesn't fit its schema, so that everything else can still be read
 * and checked. Elements of lists keep their places; what was repaired is silent.
 */
final class ShapeRepair {
  /** More faults than that in one document are no longer worth the reading. */
  private static final int TRIES = 100;

  private static final SchemaTexts.At SOURCE =
      SchemaTexts.At.of(Schemas.BASE + "common.json#/$defs/source");
  private static final SchemaTexts.At CONDITION =
      SchemaTexts.At.of(Schemas.BASE + "common.json#/$defs/condition");

  private final String prefix;
  private final Problems problems;
  private JsonNode root;

  private ShapeRepair(JsonNode document, String prefix, Problems problems) {
    this.root = document.deepCopy();
    this.prefix = prefix;
    this.problems = problems;
  }

  static JsonNode repair(JsonNode document, List<Error> errors, String prefix, Problems problems) {
    var repair = new ShapeRepair(document, prefix, problems);
    errors.forEach(repair::repair);
    return repair.root;
  }

  private void repair(Error error) {
    String at = ShapeProblems.at(error);
    String keyword = ShapeProblems.keyword(error);
    String location = ShapeProblems.location(error);
    String comparison = comparison(at);
    boolean strange = keyword.equals("additionalProperties");
    if (comparison != null && !(strange && comparison.equals(at))) {
      calm(comparison, at);
      return;
    }
    if (location.contains("$defs/source/")) {
      replace(at, SchemaTexts.placeholder(SOURCE));
      return;
    }
    if (at.endsWith("/expr") || at.endsWith("/js")) {
      replace(at.substring(0, at.lastIndexOf('/')), Json.MAPPER.nullNode());
      return;
    }
    switch (keyword) {
      case "additionalProperties", "unevaluatedProperties", "propertyNames" -> {
        String name = String.valueOf(error.getProperty());
        if (!keyword.equals("additionalProperties") || !rename(at, name, location)) {
          remove(at + "/" + Json.escape(name));
        }
      }
      case "false" -> remove(at);
      case "required" -> fill(error, at, location);
      case "type", "enum", "const" -> {
        SchemaTexts.At schema = SchemaTexts.At.of(location).parent();
        if (SchemaTexts.optional(schema)) {
          remove(at);
        } else {
          replace(at, SchemaTexts.placeholder(schema));
        }
      }
      default -> silence(at); // it can be read as it is
    }
  }

  private void fill(Error error, String at, String location) {
    String name = String.valueOf(error.getProperty());
    SchemaTexts.At property = SchemaTexts.property(SchemaTexts.At.of(location).parent(), name);
    if (property.schema().isMissingNode() && location.contains("$defs/condition/")) {
      replace(at, SchemaTexts.placeholder(CONDITION));
    } else {
      if (root.at(at) instanceof ObjectNode object && !property.schema().isMissingNode()) {
        object.set(name, SchemaTexts.placeholder(property));
      }
      silence(at + "/" + Json.escape(name));
    }
  }

  /**
   * The comparison that the place belongs to: the nearest object around it that has an operator.
   */
  private @Nullable String comparison(String at) {
    for (String here = at; ; here = here.substring(0, here.lastIndexOf('/'))) {
      JsonNode node = root.at(here);
      if (node.isObject() && node.has("op")) {
        return here;
      }
      if (here.isEmpty()) {
        return null;
      }
    }
  }

  /** Keeps of a broken comparison only that it names a field, which is checked still. */
  private void calm(String at, String broken) {
    JsonNode field = root.at(at + "/field");
    if (!field.isTextual() || broken.equals(at + "/field")) {
      replace(at, SchemaTexts.placeholder(CONDITION));
      return;
    }
    put(at, Json.MAPPER.createObjectNode().put("op", "not_empty").set("field", field));
    silence(at + "/op");
    silence(at + "/value");
  }

  private void replace(String at, JsonNode by) {
    put(at, by);
    silence(at);
  }

  private void put(String at, JsonNode by) {
    if (at.isEmpty()) {
      root = by;
      return;
    }
    JsonPointer pointer = JsonPointer.compile(at);
    String last = pointer.last().getMatchingProperty();
    switch (root.at(pointer.head())) {
      case ObjectNode object -> object.set(last, by);
      case ArrayNode array when pointer.last().getMatchingIndex() < array.size() ->
          array.set(pointer.last().getMatchingIndex(), by);
      default -> {} // it stood in something that has been repaired already
    }
  }

  /** What was meant by a name that is nearly right is read, so that nothing follows from that. */
  private boolean rename(String at, String name, String location) {
    List<String> known = SchemaTexts.properties(SchemaTexts.At.of(location).parent());
    String meant = Suggestions.nearest(name, known).orElse(null);
    if (meant == null || !(root.at(at) instanceof ObjectNode object) || object.has(meant)) {
      return false;
    }
    object.set(meant, object.remove(name));
    silence(at + "/" + Json.escape(name));
    silence(at + "/" + meant);
    return true;
  }

  private void remove(String at) {
    drop(root, JsonPointer.compile(at));
    silence(at);
  }

  private static boolean drop(JsonNode root, JsonPointer pointer) {
    return root.at(pointer.head()) instanceof ObjectNode object
        && object.remove(pointer.last().getMatchingProperty()) != null;
  }

  /** Puts something sound there, so that what follows isn't told to be missing. */
  private static boolean stand(JsonNode root, JsonPointer pointer, String value) {
    if (pointer.matches() || !(root.at(pointer.head()) instanceof ObjectNode object)) {
      return false;
    }
    object.put(pointer.last().getMatchingProperty(), value);
    return true;
  }

  private void silence(String at) {
    problems.silence(prefix + at);
  }

  /**
   * Reads what has been repaired. What can't be read even so is taken out.
   *
   * @return null when nothing can be read
   */
  static <T> @Nullable T read(
      ObjectMapper mapper, JsonNode json, Class<T> type, String prefix, Problems problems) {
    JsonNode tree = json;
    for (int i = 0; i < TRIES; i++) {
      try {
        return mapper.treeToValue(tree, type);
      } catch (JsonMappingException e) {
        String at = pointer(e);
        boolean span =
            e instanceof InvalidFormatException wrong && wrong.getTargetType() == Duration.class;
        if (span) {
          problems.add(prefix + at, "duration_not_fixed", tree.at(at).asText());
        } else {
          problems.add(prefix + at, "definition_unreadable");
        }
        problems.silence(prefix + at);
        tree = tree.deepCopy();
        if (span && stand(tree, JsonPointer.compile(at), "P1D")) {
          continue;
        }
        if (at.isEmpty() || !drop(tree, JsonPointer.compile(at))) {
          return null;
        }
      } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
        problems.add(prefix, "definition_unreadable");
        return null;
      }
    }
    return null;
  }

  /** The property that couldn't be read, or the nearest one around it. */
  private static String pointer(JsonMappingException e) {
    var at = new StringBuilder();
    int end = 0;
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() != null) {
        at.append('/').append(Json.escape(step.getFieldName()));
        end = at.length();
      } else {
        at.append('/').append(step.getIndex());
      }
    }
    return at.substring(0, end);
  }
}
