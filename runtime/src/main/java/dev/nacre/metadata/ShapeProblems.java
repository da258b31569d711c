package dev.nacre.metadata;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Says in plain words where a document doesn't have the shape that its schema asks for. */
final class ShapeProblems {
  private final JsonNode document;
  private final List<Error> errors;

  /** The properties that aren't known, by the object that has them. */
  private final Map<String, Set<String>> unknown = new LinkedHashMap<>();

  private ShapeProblems(JsonNode document, List<Error> errors) {
    this.document = document;
    this.errors = errors;
  }

  /** One problem for each place; a shape that fails several branches is one finding to a person. */
  static List<Problem> of(JsonNode document, List<Error> errors) {
    return new ShapeProblems(document, errors).list();
  }

  private List<Problem> list() {
    for (Error error : errors) {
      if (keyword(error).endsWith("Properties") && error.getProperty() != null) {
        unknown
            .computeIfAbsent(at(error), at -> new TreeSet<>())
            .add(String.valueOf(error.getProperty()));
      }
    }
    var seen = new HashSet<String>();
    var problems = new ArrayList<Problem>();
    for (Error error : errors) {
      Problem problem = problem(error);
      if (problem != null && seen.add(problem.pointer())) {
        problems.add(problem);
      }
    }
    return problems;
  }

  static String keyword(Error error) {
    return error.getKeyword() == null ? "" : error.getKeyword();
  }

  static String at(Error error) {
    return error.getInstanceLocation().toString();
  }

  static String location(Error error) {
    return String.valueOf(error.getSchemaLocation());
  }

  private @Nullable Problem problem(Error error) {
    String at = at(error);
    JsonNode value = document.at(at);
    return switch (keyword(error)) {
      case "required" -> missing(error, at, value);
      case "dependentRequired" ->
          in(error, "app.json#/$defs/item")
              ? null // the entry opens nothing, and that is said
              : Problem.at(
                  at + "/" + argument(error, 0),
                  "property_needed",
                  argument(error, 0),
                  argument(error, 1));
      case "additionalProperties", "unevaluatedProperties" -> unknown(error, at);
      case "type" -> type(error, at, value);
      case "enum", "const" -> {
        List<String> allowed = allowed(error);
        String wrong = value.isTextual() ? value.textValue() : "";
        yield Problem.at(
            at,
            "value_not_allowed",
            describe(value),
            String.join(", ", allowed),
            Suggestions.question(wrong, allowed));
      }
      case "pattern" -> pattern(error, at, value);
      case "propertyNames" -> {
        String name = String.valueOf(error.getProperty());
        String there = at + "/" + Json.escape(name);
        yield in(error, "$defs/text")
            ? Problem.at(there, "language_invalid", name)
            : id(there, name);
      }
      case "minLength" -> Problem.at(at, "text_blank");
      case "maxLength" ->
          Problem.at(at, "text_too_long", value.asText().length(), argument(error, 0));
      case "minItems", "maxItems" -> items(error, at, value);
      case "uniqueItems" -> repeated(at, value);
      case "minimum", "exclusiveMinimum" ->
          Problem.at(at, "too_small", describe(value), argument(error, 0));
      case "maximum", "exclusiveMaximum" ->
          Problem.at(at, "too_large", describe(value), argument(error, 0));
      case "minProperties", "maxProperties" -> count(error, at, value);
      case "false" -> Problem.at(at, "property_excluded", last(at));
      default -> Problem.at(at, "schema_wrong", describe(value));
    };
  }

  private @Nullable Problem missing(Error error, String at, JsonNode value) {
    String name = String.valueOf(error.getProperty());
    if (in(error, "app.json#/$defs/item")) {
      return Problem.at(at, "menu_item_empty");
    }
    Set<String> strange = unknown.getOrDefault(at, Set.of());
    boolean condition = in(error, "$defs/condition/allOf");
    if (condition && !strange.isEmpty()) {
      return null;
    }
    // a name that is nearly right is one finding, not a missing and an unknown one
    if (strange.stream().anyMatch(s -> Suggestions.nearest(s, List.of(name)).isPresent())) {
      return null;
    }
    if (condition && name.equals("value")) {
      return Problem.at(at + "/value", "value_missing", value.path("op").asText());
    }
    if (condition && !value.has("field") && !value.has("op")) {
      return Problem.at(at, "condition_wrong");
    }
    return Problem.at(at + "/" + name, "property_missing", name);
  }

  private static Problem unknown(Error error, String at) {
    String name = String.valueOf(error.getProperty());
    List<String> known = SchemaTexts.properties(SchemaTexts.At.of(location(error)).parent());
    return Problem.at(
        at + "/" + Json.escape(name),
        "property_unknown",
        name,
        known.isEmpty() ? "–" : String.join(", ", known),
        Suggestions.question(name, known));
  }

  private static Problem type(Error error, String at, JsonNode value) {
    List<String> types = List.of(argument(error, 1).replaceAll("[\\[\\] ]", "").split(",", -1));
    String expected = String.join(", ", types.stream().map(t -> "@type." + t).toList());
    if (in(error, "$defs/condition/allOf/7")) {
      return Problem.at(at, "value_between");
    }
    if (value.isNull()) {
      return Problem.at(at, "value_null", expected);
    }
    boolean quoted =
        value.isTextual()
            && (types.contains("number") || types.contains("integer") || types.contains("boolean"));
    String advice = quoted ? "@advice.quotes" : types.contains("array") ? "@advice.list" : "";
    return Problem.at(at, "type_wrong", expected, describe(value), advice);
  }

  private Problem pattern(Error error, String at, JsonNode value) {
    String text = value.asText();
    if (in(error, "$defs/id/")) {
      return id(at, text);
    } else if (in(error, "$defs/path/")) {
      return Problem.at(at, "path_invalid", describe(value));
    } else if (in(error, "$defs/sort/")) {
      return Problem.at(at, "sort_invalid", describe(value));
    } else if (in(error, "$defs/duration/")) {
      return Problem.at(at, "duration_invalid", describe(value));
    } else if (in(error, "$defs/pointer/")) {
      return Problem.at(at, "pointer_invalid", describe(value));
    } else if (in(error, "properties/currency")) {
      return Problem.at(at, "currency_invalid", describe(value));
    } else if (in(error, "properties/timeZone")) {
      return Problem.at(at, "time_zone_unknown", describe(value));
    }
    String pattern = argument(error, 0);
    return Problem.at(
        at,
        "pattern_wrong",
        describe(value),
        pattern.startsWith("^(?:") ? pattern.substring(4, pattern.length() - 2) : pattern);
  }

  private Problem id(String at, String wrong) {
    if (Ids.SYSTEM.contains(wrong) && at.endsWith("/id")) {
      return Problem.at(at, "field_id_reserved", wrong, "my_" + Ids.suggest(wrong, null, "field"));
    }
    return Problem.at(at, "id_invalid", shorten(wrong), Ids.suggest(wrong, label(at), other(at)));
  }

  private static Problem items(Error error, String at, JsonNode value) {
    if (in(error, "$defs/condition")) {
      return Problem.at(at, "value_between");
    }
    return keyword(error).equals("maxItems")
        ? Problem.at(at, "list_too_long", value.size(), argument(error, 0))
        : Problem.at(at, "list_too_short", value.size(), argument(error, 0));
  }

  private static Problem repeated(String at, JsonNode value) {
    var seen = new HashSet<JsonNode>();
    for (int i = 0; i < value.size(); i++) {
      if (!seen.add(value.get(i))) {
        return Problem.at(at + "/" + i, "list_repeats", describe(value.get(i)));
      }
    }
    return Problem.at(at, "list_repeats", describe(value));
  }

  private static Problem count(Error error, String at, JsonNode value) {
    if (in(error, "$defs/condition/allOf/9")) {
      return Problem.at(at + "/value", "value_not_here", value.path("op").asText());
    } else if (in(error, "$defs/condition")) {
      return Problem.at(at, "condition_wrong");
    } else if (in(error, "$defs/source/allOf") || in(error, "$defs/source/minProperties")) {
      return Problem.at(at, "source_wrong");
    } else if (in(error, "$defs/action/")) {
      return Problem.at(
          at,
          "action_one",
          String.join(", ", SchemaTexts.properties(SchemaTexts.At.of(location(error)).parent())));
    }
    return Problem.at(
        at, keyword(error).equals("minProperties") ? "object_empty" : "value_one", describe(value));
  }

  private static boolean in(Error error, String part) {
    return location(error).contains(part);
  }

  private static List<String> allowed(Error error) {
    try {
      JsonNode json = Json.MAPPER.readTree(argument(error, 0));
      var values = new ArrayList<String>();
      json.forEach(one -> values.add(one.asText()));
      return json.isArray() ? values : List.of(json.asText());
    } catch (JsonProcessingException e) {
      return List.of(argument(error, 0));
    }
  }

  private static String argument(Error error, int place) {
    Object[] arguments = error.getArguments();
    return arguments == null || arguments.length <= place ? "" : String.valueOf(arguments[place]);
  }

  private static String last(String pointer) {
    return pointer.substring(pointer.lastIndexOf('/') + 1);
  }

  private static String describe(JsonNode value) {
    return shorten(Json.write(value));
  }

  private static String shorten(String text) {
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }

  /** The English label beside an id, for a better suggestion. */
  private @Nullable String label(String at) {
    JsonNode owner = document.at(at.substring(0, Math.max(0, at.lastIndexOf('/'))));
    JsonNode label = owner.has("label") ? owner.get("label") : owner.path("name");
    return label.isTextual() ? label.textValue() : label.path("en").textValue();
  }

  private static String other(String at) {
    String[] parts = at.split("/", -1);
    for (int i = parts.length - 1; i > 0; i--) {
      if (parts[i].matches("[0-9]{1,6}")) {
        return "field_" + (Integer.parseInt(parts[i]) + 1);
      }
    }
    return "my_id";
  }
}
