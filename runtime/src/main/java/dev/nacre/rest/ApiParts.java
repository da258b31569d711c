package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The pieces that an OpenAPI document is put together from. */
final class ApiParts {
  /** The schema of every failure. */
  static final String PROBLEM = "Problem";

  private ApiParts() {}

  /** A value that may be empty. */
  static ObjectNode nullable(String type, String format) {
    ObjectNode schema = typed(type, format);
    schema.putArray("type").add(type).add("null");
    return schema;
  }

  static ObjectNode typed(String type, String format) {
    ObjectNode schema = Answers.object().put("type", type);
    if (!format.isEmpty()) {
      schema.put("format", format);
    }
    return schema;
  }

  static ObjectNode reference(String schema) {
    return Answers.object().put("$ref", "#/components/schemas/" + schema);
  }

  static ObjectNode array(JsonNode items) {
    ObjectNode array = Answers.object().put("type", "array");
    array.set("items", items);
    return array;
  }

  /** A page of a list: {@code name} holds what was found, {@code next} leads on. */
  static ObjectNode page(String name, JsonNode items) {
    ObjectNode page = Answers.object().put("type", "object");
    ObjectNode parts = page.putObject("properties");
    parts.set(name, array(items));
    parts.set("next", nullable("string", ""));
    page.putArray("required").add(name).add("next");
    return page;
  }

  static ObjectNode call(ObjectNode path, String method, String id, String summary, String tag) {
    ObjectNode call = path.putObject(method).put("operationId", id).put("summary", summary);
    call.putArray("tags").add(tag);
    ObjectNode wrong = call.putObject("responses").putObject("default");
    wrong.put("description", "Problems");
    wrong.putObject("content").putObject(ProblemJson.TYPE).set("schema", reference(PROBLEM));
    return call;
  }

  /** That the path names a record or task by its id. */
  static void id(ObjectNode path) {
    path.putArray("parameters")
        .addObject()
        .put("name", "id")
        .put("in", "path")
        .put("required", true)
        .set("schema", typed("string", "uuid"));
  }

  static ObjectNode parameter(ObjectNode call, String name, String in) {
    ObjectNode parameter =
        call.withArrayProperty("parameters").addObject().put("name", name).put("in", in);
    return parameter.putObject("schema").put("type", "string");
  }

  static void body(ObjectNode call, String type, JsonNode schema) {
    call.putObject("requestBody")
        .put("required", true)
        .putObject("content")
        .putObject(type)
        .set("schema", schema);
  }

  static void answer(ObjectNode call, String status, JsonNode schema) {
    answer(call, status, "application/json", schema);
  }

  static void answer(ObjectNode call, String status, String type, JsonNode schema) {
    ObjectNode answer = call.withObjectProperty("responses").putObject(status);
    answer.put("description", "Done");
    answer.putObject("content").putObject(type).set("schema", schema);
  }
}
