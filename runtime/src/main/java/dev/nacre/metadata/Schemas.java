package dev.nacre.metadata;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.Error;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/** Checks documents against their JSON Schemas and says in plain words what doesn't fit. */
public final class Schemas {
  /** Begins the {@code $id} of every schema. */
  public static final String BASE = "https://nacre.dev/schema/";

  /** The documents that have a schema. */
  public static final List<String> DOCUMENTS =
      List.of("app", "common", "connector", "dashboard", "form", "page", "role", "workflow");

  /** Digits of the longest number that fits where whole numbers are bounded, or nearly. */
  private static final int LONGEST = 100;

  private static final int PASSES = 3;

  private static final SchemaRegistry REGISTRY =
      SchemaRegistry.withDefaultDialect(
          SpecificationVersion.DRAFT_2020_12,
          builder -> builder.schemas(iri -> iri.startsWith(BASE) ? SchemaTexts.load(iri) : null));
  private static final Map<String, Schema> COMPILED = new ConcurrentHashMap<>();

  private Schemas() {}

  /** The text of a document's schema; empty for an unknown document. */
  public static Optional<String> text(String document) {
    return DOCUMENTS.contains(document)
        ? Optional.of(SchemaTexts.load(BASE + document + ".json"))
        : Optional.empty();
  }

  /** Checks a document of that kind ({@code form}); everything wrong is a problem. */
  public static void check(String document, JsonNode json, Problems problems) {
    List<Error> errors = errors(schema(document), json);
    if (errors == null) {
      problems.add("", "json_number_too_long", LONGEST);
    } else {
      problems.addAll(ShapeProblems.of(json, errors));
    }
  }

  /**
   * A schema made at run time, such as that of a kind's settings.
   *
   * @param id unique; makes relative references to {@code common.json} work
   */
  public static Schema compile(String id, String text) {
    SchemaTexts.made(BASE + id + ".json", text);
    return REGISTRY.getSchema(SchemaLocation.of(BASE + id + ".json"), text, InputFormat.JSON);
  }

  /**
   * Reads a document of that kind. What doesn't fit becomes a problem and is silent from then on;
   * the rest is read, so that it can be checked further.
   *
   * @return null when nothing of it can be read
   */
  static <T> @Nullable T read(String document, JsonNode json, Class<T> type, Problems problems) {
    return read(schema(document), Json.MAPPER, json, type, "", problems);
  }

  /**
   * Reads a part of a document by its schema, as {@link #read(String, JsonNode, Class, Problems)}.
   *
   * @param prefix where the part stands in its document
   */
  public static <T> @Nullable T read(
      Schema schema,
      ObjectMapper mapper,
      JsonNode json,
      Class<T> type,
      String prefix,
      Problems problems) {
    List<Error> errors = errors(schema, json);
    if (errors == null) {
      problems.add(prefix, "json_number_too_long", LONGEST);
      problems.silence(prefix);
      JsonNode bare = Json.MAPPER.createObjectNode().set("id", json.path("id"));
      return read(schema, mapper, bare, type, prefix, problems);
    }
    ShapeProblems.of(json, errors).forEach(problem -> problems.add(problem.below(prefix)));
    JsonNode readable = ShapeRepair.repair(json, errors, prefix, problems);
    // what stood under a wrong name hasn't been looked at; what is wrong there is not told yet
    for (int i = 0; i < PASSES; i++) {
      List<Error> left = errors(schema, readable);
      if (left == null || left.isEmpty()) {
        break;
      }
      readable = ShapeRepair.repair(readable, left, prefix, problems);
    }
    return ShapeRepair.read(mapper, readable, type, prefix, problems);
  }

  private static Schema schema(String document) {
    return COMPILED.computeIfAbsent(
        document, d -> REGISTRY.getSchema(SchemaLocation.of(BASE + d + ".json")));
  }

  /** Null when there is a number that fits no integer where one is bounded. */
  private static @Nullable List<Error> errors(Schema schema, JsonNode json) {
    try {
      return schema.validate(Json.write(json), InputFormat.JSON);
    } catch (JacksonException e) {
      return null;
    }
  }
}
