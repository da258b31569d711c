package dev.nacre.rest;

import static dev.nacre.rest.ApiParts.answer;
import static dev.nacre.rest.ApiParts.body;
import static dev.nacre.rest.ApiParts.call;
import static dev.nacre.rest.ApiParts.parameter;
import static dev.nacre.rest.ApiParts.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.util.Locale;

/** Describes the calls on one form's records that are granted to one person. */
final class FormApi {
  private final Form form;
  private final FormAccess access;
  private final Locale locale;
  private final String title;
  private final ObjectNode paths;
  private final ObjectNode schemas;

  FormApi(Form form, FormAccess access, Locale locale, ObjectNode paths, ObjectNode schemas) {
    this.form = form;
    this.access = access;
    this.locale = locale;
    this.title = form.definition().title().in(locale);
    this.paths = paths;
    this.schemas = schemas;
  }

  void describe() {
    schemas.set(form.id(), shape(RecordShape.Moment.READ));
    all();
    one();
    query();
    aggregate();
    if (access.may(Action.CREATE) || access.may(Action.UPDATE) || access.may(Action.DELETE)) {
      schemas.set(form.id() + ".change", shape(RecordShape.Moment.CHANGE));
      batch();
      bulk();
    }
    if (access.may(Action.EXPORT)) {
      export();
    }
  }

  private ObjectNode shape(RecordShape.Moment moment) {
    return new RecordShape(moment, locale).of(form, access);
  }

  private ObjectNode does(ObjectNode path, String method, String verb) {
    return call(path, method, verb + "_" + form.id(), title, form.id());
  }

  private ObjectNode path(String rest) {
    return paths.withObjectProperty("/forms/" + form.id() + "/records" + rest);
  }

  private void all() {
    ObjectNode list = does(path(""), "get", "list");
    ask(list, "filter", "sort", "cursor", "fields", "expand");
    parameter(list, "deleted", "query").put("type", "boolean");
    parameter(list, "limit", "query").put("type", "integer").put("minimum", 1).put("maximum", 500);
    counts(parameter(list, "count", "query"));
    answer(list, "200", page());
    if (access.may(Action.CREATE)) {
      schemas.set(form.id() + ".input", shape(RecordShape.Moment.CREATE));
      ObjectNode create = does(path(""), "post", "create");
      parameter(create, "Idempotency-Key", "header");
      body(create, "application/json", reference(form.id() + ".input"));
      answer(create, "201", reference(form.id()));
    }
  }

  private ObjectNode page() {
    ObjectNode page = ApiParts.page("records", reference(form.id()));
    page.withObjectProperty("properties").set("count", ApiParts.nullable("integer", ""));
    return page;
  }

  private static void counts(ObjectNode schema) {
    schema.putArray("enum").add("none").add("estimate").add("exact");
  }

  private static void ask(ObjectNode call, String... names) {
    for (String name : names) {
      parameter(call, name, "query");
    }
  }

  private void one() {
    ObjectNode one = path("/{id}");
    ApiParts.id(one);
    ObjectNode read = does(one, "get", "read");
    ask(read, "expand");
    parameter(read, "version", "query").put("type", "integer").put("minimum", 1);
    answer(read, "200", reference(form.id()));
    if (access.may(Action.UPDATE)) {
      ObjectNode change = does(one, "patch", "change");
      parameter(change, "If-Match", "header");
      ask(change, "note");
      body(change, "application/merge-patch+json", reference(form.id() + ".change"));
      answer(change, "200", reference(form.id()));
    }
    if (access.may(Action.DELETE)) {
      ObjectNode delete = does(one, "delete", "delete");
      parameter(delete, "If-Match", "header");
      ask(delete, "note");
      delete.withObjectProperty("responses").putObject("204").put("description", "Deleted");
    }
    if (access.may(Action.RESTORE) || access.may(Action.UPDATE)) {
      ObjectNode restore = path("/{id}/restore");
      ApiParts.id(restore);
      ObjectNode call = does(restore, "post", "restore");
      parameter(call, "version", "query").put("type", "integer").put("minimum", 1);
      ask(call, "fields", "note");
      parameter(call, "dryRun", "query").put("type", "boolean");
      answer(call, "200", reference(form.id()));
    }
    history();
    holds();
    new PastApi(form, title, paths).describe();
  }

  private void history() {
    ObjectNode path = path("/{id}/history");
    ApiParts.id(path);
    ObjectNode call = does(path, "get", "history");
    ask(call, "limit", "cursor");
    ObjectNode change = Answers.object().put("type", "object");
    ObjectNode parts = change.putObject("properties");
    parts.putObject("version").put("type", "integer");
    parts.set("at", ApiParts.typed("string", "date-time"));
    parts.putObject("appVersion").putArray("type").add("integer").add("string").add("null");
    for (String name : new String[] {"by", "source", "op", "note", "checksum"}) {
      parts.set(name, ApiParts.nullable("string", ""));
    }
    for (String name : new String[] {"before", "after"}) {
      // only what changed, under names that the form may no longer have
      parts.set(name, ApiParts.nullable("object", ""));
    }
    answer(call, "200", ApiParts.page("changes", change));
  }

  private void holds() {
    ObjectNode path = path("/{id}/holds");
    ApiParts.id(path);
    ObjectNode call = does(path, "get", "holds");
    ObjectNode hold = Answers.object().put("type", "object");
    ObjectNode parts = hold.putObject("properties");
    for (String name :
        new String[] {
          "form", "title", "lot", "lotTitle", "state", "until", "closedAt", "workflow", "step"
        }) {
      parts.set(name, ApiParts.nullable("string", ""));
    }
    parts.set("record", ApiParts.typed("string", "uuid"));
    parts.set("instance", ApiParts.typed("string", "uuid"));
    parts.set("madeAt", ApiParts.typed("string", "date-time"));
    parts.putObject("quantity").put("type", "number");
    ObjectNode both = Answers.object().put("type", "object");
    for (String name : new String[] {"holds", "heldBy"}) {
      both.withObjectProperty("properties")
          .putObject(name)
          .put("type", "array")
          .set("items", hold.deepCopy());
    }
    answer(call, "200", both);
  }

  private void query() {
    ObjectNode query = does(path(":query"), "post", "query");
    ObjectNode asked = Answers.object().put("type", "object");
    ObjectNode parts = asked.putObject("properties");
    parts.putObject("filter").put("type", "object");
    parts.set("sort", names());
    parts.putObject("limit").put("type", "integer").put("minimum", 1).put("maximum", 500);
    parts.set("cursor", ApiParts.nullable("string", ""));
    parts.set("fields", names());
    parts.set("expand", names());
    counts(parts.putObject("count").put("type", "string"));
    body(query, "application/json", asked);
    answer(query, "200", page());
  }

  private static ObjectNode names() {
    return ApiParts.array(ApiParts.typed("string", ""));
  }

  private void aggregate() {
    ObjectNode aggregate = does(path(":aggregate"), "post", "aggregate");
    ObjectNode asked = Answers.object().put("type", "object");
    ObjectNode parts = asked.putObject("properties");
    parts.putObject("filter").put("type", "object");
    parts.set("groupBy", ApiParts.array(ApiParts.typed("object", "")));
    parts.set("measures", ApiParts.array(ApiParts.typed("object", "")));
    parts.set("sort", names());
    parts.putObject("limit").put("type", "integer");
    body(aggregate, "application/json", asked);
    ObjectNode done = Answers.object().put("type", "object");
    ObjectNode found = done.putObject("properties");
    found.set("groups", ApiParts.array(ApiParts.typed("object", "")));
    found.putObject("more").put("type", "boolean");
    answer(aggregate, "200", done);
  }

  private void bulk() {
    ObjectNode bulk = does(path(":bulk"), "post", "bulk");
    parameter(bulk, "preview", "query").put("type", "integer").put("minimum", 1);
    ObjectNode wanted = Answers.object().put("type", "object");
    wanted.putArray("required").add("do");
    ObjectNode parts = wanted.putObject("properties");
    ArrayNode what = parts.putObject("do").put("type", "string").putArray("enum");
    what.add("update").add("delete").add("restore").add("start");
    parts.set("ids", ApiParts.array(ApiParts.typed("string", "uuid")));
    parts.putObject("filter").put("type", "object");
    parts.putObject("all").put("type", "boolean");
    parts.set("set", reference(form.id() + ".change"));
    parts.putObject("workflow").put("type", "string");
    parts.set("note", ApiParts.nullable("string", ""));
    parts.putObject("dryRun").put("type", "boolean");
    body(bulk, "application/json", wanted);
    answer(bulk, "202", ApiParts.typed("object", ""));
    answer(bulk, "200", ApiParts.typed("object", ""));
  }

  private void export() {
    ObjectNode export = does(path(":export"), "get", "export");
    parameter(export, "format", "query").putArray("enum").add("csv").add("xlsx").add("json");
    parameter(export, "lines", "query");
    ask(export, "filter", "sort");
    answer(export, "200", "text/csv", ApiParts.typed("string", ""));
    answer(export, "200", "application/json", ApiParts.array(reference(form.id())));
  }

  private void batch() {
    ObjectNode batch = does(path(":batch"), "post", "batch");
    parameter(batch, "mode", "query").putArray("enum").add("all_or_nothing").add("per_row");
    parameter(batch, "Idempotency-Key", "header");
    ObjectNode change = Answers.object().put("type", "object");
    change.putArray("required").add("op");
    ObjectNode parts = change.putObject("properties");
    ArrayNode ops = parts.putObject("op").put("type", "string").putArray("enum");
    ops.add("create").add("update").add("upsert").add("delete").add("restore");
    parts.set("id", ApiParts.typed("string", "uuid"));
    parts.set("key", names());
    parts.putObject("version").put("type", "integer");
    parts.set("data", reference(form.id() + ".change"));
    parts.set("note", ApiParts.nullable("string", ""));
    ObjectNode wanted = Answers.object().put("type", "object");
    wanted.putArray("required").add("changes");
    wanted.putObject("properties").set("changes", ApiParts.array(change));
    body(batch, "application/json", wanted);
    ObjectNode result = Answers.object().put("type", "object");
    ObjectNode each = result.putObject("properties");
    each.putObject("status").put("type", "string");
    each.set("id", ApiParts.nullable("string", "uuid"));
    each.set("version", ApiParts.nullable("integer", ""));
    each.set("problems", ApiParts.array(reference("Finding")));
    ObjectNode done = Answers.object().put("type", "object");
    done.putObject("properties").set("results", ApiParts.array(result));
    answer(batch, "200", done);
  }
}
