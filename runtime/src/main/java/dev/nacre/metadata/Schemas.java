package dev.nacre.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.core.JacksonException;

/** Checks documents against their JSON Schemas and says in plain words what doesn't fit. */
public final class Schemas {
  /** Begins the {@code $id} of every schema. */
  public static final String BASE = "https://nacre.dev/schema/";

  /** The documents that have a schema. */
  public static final List<String> DOCUMENTS =
      List.of("app", "common", "connector", "dashboard", "form", "role", "workflow");

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(iri -> iri.startsWith(BASE) ? load(iri) : null));
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  /** The texts of schemas made at run time, by {@code $id}. */
  private static final Map<String, String> MADE = new ConcurrentHashMap<>();

  private Schemas() {}

  /** The text of a document's schema; empty for an unknown document. */
  public static Optional<String> text(String document) {
    return DOCUMENTS.contains(document)
        ? Optional.of(load(BASE + document + ".json"))
        : Optional.empty();
  }

  /** Checks a document of that kind ({@code form}); everything wrong is a problem. */
  public static void check(String document, JsonNode json, Problems problems) {
    Schema schema =
        COMPILED.computeIfAbsent(
            document, d -> REGISTRY.getSchema(SchemaLocation.of(BASE + d + ".json")));
    report(schema, json, "", problems);
  }

  /**
   * A schema made at run time, such as that of a kind's settings.
   *
   * @param id unique; makes relative references to {@code common.json} work
   */
  public static Schema compile(String id, String text) {
    MADE.put(BASE + id + ".json", text);
    return REGISTRY.getSchema(SchemaLocation.of(BASE + id + ".json"), text, InputFormat.JSON);
  }

  /** Checks against a schema; pointers are below that prefix. */
  public static void report(Schema schema, JsonNode json, String prefix, Problems problems) {
    var seen = new ArrayList<String>();
    for (Error error : errors(schema, json, prefix, problems)) {
      Problem problem = problem(error, json).below(prefix);
      // a shape that fails several branches of one schema is one finding to a person
      if (!seen.contains(problem.pointer() + problem.code())) {
        seen.add(problem.pointer() + problem.code());
        problems.add(problem);
      }
    }
  }

  private static List<Error> errors(
      Schema schema, JsonNode json, String prefix, Problems problems) {
    try {
      return schema.validate(Json.write(json), InputFormat.JSON);
    } catch (JacksonException e) {
      // a number that fits no integer where one is bounded
      problems.add(prefix, "schema_wrong", e.getOriginalMessage());
      return List.of();
    }
  }

  private static Problem problem(Error error, JsonNode document) {
    String at = error.getInstanceLocation().toString();
    JsonNode value = document.at(at);
    String keyword = error.getKeyword() == null ? "" : error.getKeyword();
    return switch (keyword) {
      case "required" ->
          Problem.at(at + "/" + error.getProperty(), "property_missing", error.getProperty());
      case "additionalProperties", "unevaluatedProperties" ->
          Problem.at(
              at + "/" + Json.escape(String.valueOf(error.getProperty())),
              "property_unknown",
              error.getProperty(),
              known(error));
      case "type" -> Problem.at(at, "type_wrong", first(error), describe(value));
      case "enum", "const" -> Problem.at(at, "value_not_allowed", describe(value), first(error));
      case "pattern" ->
          value.isTextual() && first(error).contains("[a-z][a-z0-9_]{0,39}")
              ? Problem.at(
                  at,
                  "id_invalid",
                  value.textValue(),
                  Ids.suggest(value.textValue(), label(document, at), other(at)))
              : Problem.at(at, "pattern_wrong", describe(value), first(error));
      case "propertyNames" -> Problem.at(at, "property_name_wrong", error.getMessage());
      default -> Problem.at(at, "schema_wrong", error.getMessage());
    };
  }

  /** The properties that are known where an unknown one was found. */
  private static String known(Error error) {
    String location = String.valueOf(error.getSchemaLocation());
    int hash = location.indexOf('#');
    String fragment = location.substring(hash + 1);
    String text = MADE.get(location.substring(0, hash));
    JsonNode schema = parse(text != null ? text : load(location.substring(0, hash)));
    JsonNode properties =
        schema.at(fragment.substring(0, fragment.lastIndexOf('/')) + "/properties");
    var names = new ArrayList<String>();
    properties.fieldNames().forEachRemaining(names::add);
    return String.join(", ", names);
  }

  private static JsonNode parse(String text) {
    try {
      return Json.MAPPER.readTree(text);
    } catch (IOException e) {
      throw new UncheckedIOException("a schema is JSON", e);
    }
  }

  private static String first(Error error) {
    Object[] arguments = error.getArguments();
    return arguments == null || arguments.length == 0
        ? ""
        : String.valueOf(arguments[arguments.length - 1]);
  }

  private static String describe(JsonNode value) {
    String text = Json.write(value);
    return text.length() > 60 ? text.substring(0, 57) + "..." : text;
  }

  /** The English label beside an id, for a better suggestion. */
  private static @org.jspecify.annotations.Nullable String label(JsonNode document, String at) {
    JsonNode owner = document.at(at.substring(0, Math.max(0, at.lastIndexOf('/'))));
    JsonNode label = owner.has("label") ? owner.get("label") : owner.path("name");
    return label.isTextual() ? label.textValue() : label.path("en").textValue();
  }

  private static String other(String at) {
    String[] parts = at.split("/", -1);
    for (int i = parts.length - 1; i > 0; i--) {
      if (!parts[i].isEmpty() && Character.isDigit(parts[i].charAt(0))) {
        return "field_" + (Integer.parseInt(parts[i]) + 1);
      }
    }
    return "my_id";
  }

  private static String load(String iri) {
    String path = "/schema/" + iri.substring(BASE.length());
    try (InputStream in = Schemas.class.getResourceAsStream(path)) {
      if (in == null) {
        throw new IllegalStateException("no schema at " + path);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(path, e);
    }
  }
}
