package dev.nacre.rest;

import static dev.nacre.rest.ApiParts.answer;
import static dev.nacre.rest.ApiParts.call;
import static dev.nacre.rest.ApiParts.parameter;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Form;

/** Describes the calls on the past of one form's records. */
final class PastApi {
  private final Form form;
  private final String title;
  private final ObjectNode paths;

  PastApi(Form form, String title, ObjectNode paths) {
    this.form = form;
    this.title = title;
    this.paths = paths;
  }

  void describe() {
    ObjectNode compare = get("/{id}/compare", "compare", true);
    number(compare, "from");
    number(compare, "to");
    answer(compare, "200", parts("from", "object", "to", "object", "changes", "array"));
    ObjectNode calculation = get("/{id}/calculation", "calculation", true);
    number(calculation, "version");
    answer(calculation, "200", parts("version", "integer", "steps", "array"));
    ObjectNode timeline = get("/{id}/timeline", "timeline", true);
    number(timeline, "limit");
    parameter(timeline, "cursor", "query");
    answer(timeline, "200", ApiParts.page("entries", ApiParts.typed("object", "")));
    ObjectNode holds = get("/{id}/holds", "holds", true);
    answer(holds, "200", parts("holds", "array", "heldBy", "array"));
    if (form.keepsChecksums()) {
      ObjectNode version = get(":version", "version", false);
      parameter(version, "checksum", "query");
      answer(
          version,
          "200",
          parts(
              "record", "string",
              "version", "integer",
              "newestVersion", "integer",
              "valid", "boolean",
              "deleted", "boolean",
              "intact", "boolean",
              "values", "object",
              "calculation", "array"));
    }
  }

  private ObjectNode get(String rest, String verb, boolean one) {
    ObjectNode path = paths.withObjectProperty("/forms/" + form.id() + "/records" + rest);
    if (one) {
      ApiParts.id(path);
    }
    return call(path, "get", verb + "_" + form.id(), title, form.id());
  }

  private static void number(ObjectNode call, String name) {
    parameter(call, name, "query").put("type", "integer").put("minimum", 1);
  }

  private static ObjectNode parts(String... namesAndTypes) {
    ObjectNode whole = Answers.object().put("type", "object");
    ObjectNode parts = whole.putObject("properties");
    for (int i = 0; i < namesAndTypes.length; i += 2) {
      parts.putObject(namesAndTypes[i]).put("type", namesAndTypes[i + 1]);
    }
    return whole;
  }
}
