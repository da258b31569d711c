package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import java.util.Locale;
import java.util.Objects;

/**
 * Describes the API of one app as one person may use it, in OpenAPI 3.1: the forms that may be
 * read, without the fields that are hidden, and only the calls that are granted.
 */
final class AppApi {
  private static final String PROBLEM = "Problem";

  private final Forms forms;
  private final String address;
  private final Identity who;
  private final Locale locale;
  private final ObjectNode paths = Json.MAPPER.createObjectNode();
  private final ObjectNode schemas = Json.MAPPER.createObjectNode();

  AppApi(Forms forms, String address, Identity who, Locale locale) {
    this.forms = forms;
    this.address = address;
    this.who = who;
    this.locale = locale;
  }

  ObjectNode json() {
    for (Form form : forms.all()) {
      FormAccess access = forms.permissions().on(form.id(), who);
      if (access.may(Action.READ)) {
        form(form, access);
      }
    }
    tasks();
    problem();
    ObjectNode api = Answers.object().put("openapi", "3.1.0");
    api.putObject("info")
        .put("title", forms.definition().title().in(locale))
        .put("version", String.valueOf(forms.version()));
    api.putArray("servers").addObject().put("url", "/api/v1/apps/" + address);
    api.set("paths", paths);
    ObjectNode components = api.putObject("components");
    components.set("schemas", schemas);
    ObjectNode schemes = components.putObject("securitySchemes");
    schemes.putObject("basic").put("type", "http").put("scheme", "basic");
    schemes.putObject("key").put("type", "http").put("scheme", "bearer");
    ArrayNode security = api.putArray("security");
    security.addObject().putArray("basic");
    security.addObject().putArray("key");
    return api;
  }

  private void form(Form form, FormAccess access) {
    schemas.set(form.id(), record(form, access, true));
    schemas.set(form.id() + "_input", record(form, access, false));
    String title = form.definition().title().in(locale);
    ObjectNode records = paths.putObject("/forms/" + form.id() + "/records");
    ObjectNode list = call(records, "get", "list_" + form.id(), title, form.id());
    for (String name : new String[] {"filter", "sort", "limit", "cursor", "fields", "count"}) {
      parameter(list, name, "query");
    }
    ObjectNode page = Answers.object().put("type", "object");
    ObjectNode found = page.putObject("properties");
    found.putObject("records").put("type", "array").set("items", reference(form.id()));
    found.putObject("next").putArray("type").add("string").add("null");
    found.putObject("count").putArray("type").add("integer").add("null");
    answer(list, "200", page);
    if (access.may(Action.CREATE)) {
      ObjectNode create = call(records, "post", "create_" + form.id(), title, form.id());
      parameter(create, "Idempotency-Key", "header");
      body(create, "application/json", reference(form.id() + "_input"));
      answer(create, "201", reference(form.id()));
    }
    ObjectNode one = paths.putObject("/forms/" + form.id() + "/records/{id}");
    one.putArray("parameters")
        .addObject()
        .put("name", "id")
        .put("in", "path")
        .put("required", true)
        .set("schema", typed("string", "uuid"));
    answer(call(one, "get", "read_" + form.id(), title, form.id()), "200", reference(form.id()));
    if (access.may(Action.UPDATE)) {
      ObjectNode change = call(one, "patch", "change_" + form.id(), title, form.id());
      parameter(change, "If-Match", "header");
      body(change, "application/merge-patch+json", reference(form.id() + "_input"));
      answer(change, "200", reference(form.id()));
    }
    if (access.may(Action.DELETE)) {
      ObjectNode delete = call(one, "delete", "delete_" + form.id(), title, form.id());
      parameter(delete, "If-Match", "header");
      delete.withObjectProperty("responses").putObject("204").put("description", "Deleted");
    }
    if (access.may(Action.CREATE) || access.may(Action.UPDATE) || access.may(Action.DELETE)) {
      batch(form, title);
    }
  }

  private void batch(Form form, String title) {
    ObjectNode path = paths.putObject("/forms/" + form.id() + "/records:batch");
    ObjectNode batch = call(path, "post", "batch_" + form.id(), title, form.id());
    ObjectNode mode = parameter(batch, "mode", "query");
    mode.withObjectProperty("schema").putArray("enum").add("all_or_nothing").add("per_row");
    ObjectNode change = Answers.object().put("type", "object");
    change.putArray("required").add("op");
    ObjectNode parts = change.putObject("properties");
    ObjectNode op = parts.putObject("op").put("type", "string");
    op.putArray("enum").add("create").add("update").add("upsert").add("delete").add("restore");
    parts.set("id", typed("string", "uuid"));
    parts.putObject("key").put("type", "array").putObject("items").put("type", "string");
    parts.putObject("version").put("type", "integer");
    parts.set("data", reference(form.id() + "_input"));
    ObjectNode wanted = Answers.object().put("type", "object");
    wanted.putArray("required").add("changes");
    wanted.putObject("properties").putObject("changes").put("type", "array").set("items", change);
    body(batch, "application/json", wanted);
    ObjectNode done = Answers.object().put("type", "object");
    ObjectNode result = done.putObject("properties").putObject("results").put("type", "array");
    ObjectNode each = result.putObject("items").put("type", "object").putObject("properties");
    each.putObject("status").put("type", "string");
    each.putObject("id").putArray("type").add("string").add("null");
    each.putObject("version").put("type", "integer");
    answer(batch, "200", done);
  }

  private void tasks() {
    ObjectNode task = schemas.putObject("task").put("type", "object").putObject("properties");
    for (String name :
        new String[] {"id", "workflow", "instance", "step", "form", "record", "title", "dueAt"}) {
      task.putObject(name).putArray("type").add("string").add("null");
    }
    ObjectNode list = call(paths.putObject("/tasks"), "get", "list_tasks", "Tasks", "tasks");
    for (String name : new String[] {"assignee", "record", "instance", "limit", "cursor"}) {
      parameter(list, name, "query");
    }
    ObjectNode page = Answers.object().put("type", "object");
    page.putObject("properties")
        .putObject("tasks")
        .put("type", "array")
        .set("items", reference("task"));
    answer(list, "200", page);
    for (String action : new String[] {"approve", "reject", "return", "delegate", "complete"}) {
      ObjectNode path = paths.putObject("/tasks/{id}/" + action);
      path.putArray("parameters")
          .addObject()
          .put("name", "id")
          .put("in", "path")
          .put("required", true)
          .set("schema", typed("string", "uuid"));
      ObjectNode act = call(path, "post", action + "_task", "Tasks", "tasks");
      ObjectNode sent = Answers.object().put("type", "object");
      ObjectNode parts = sent.putObject("properties");
      parts.putObject("comment").put("type", "string");
      parts.putObject("data").put("type", "object");
      body(act, "application/json", sent);
      answer(act, "200", reference("task"));
    }
  }

  private void problem() {
    ObjectNode problem = schemas.putObject(PROBLEM).put("type", "object");
    ObjectNode parts = problem.putObject("properties");
    parts.putObject("status").put("type", "integer");
    parts.putObject("title").put("type", "string");
    ObjectNode each =
        parts.putObject("problems").put("type", "array").putObject("items").put("type", "object");
    ObjectNode inner = each.putObject("properties");
    for (String name : new String[] {"pointer", "code", "message", "hint"}) {
      inner.putObject(name).put("type", "string");
    }
  }

  private ObjectNode record(Form form, FormAccess access, boolean whole) {
    ObjectNode schema = Answers.object().put("type", "object");
    if (!form.isLines()) {
      schema.put("title", form.definition().title().in(locale));
    }
    ObjectNode parts = schema.putObject("properties");
    ArrayNode required = Json.MAPPER.createArrayNode();
    if (whole || form.isLines()) {
      parts.set("id", typed("string", "uuid"));
    }
    if (whole && !form.isLines()) {
      parts.putObject("version").put("type", "integer");
      parts.set("createdAt", typed("string", "date-time"));
      parts.putObject("createdBy").put("type", "string");
      parts.set("updatedAt", typed("string", "date-time"));
      parts.putObject("updatedBy").put("type", "string");
    }
    for (Field field : form.fields()) {
      boolean fixed =
          field.computed()
              || access.readOnly().contains(field.id())
              || access.masked().contains(field.id());
      if (!access.hidden().contains(field.id()) && (whole || !fixed)) {
        ObjectNode value = value(field, access, whole);
        value.put("title", field.definition().title().in(locale));
        if (fixed) {
          value.put("readOnly", true);
        }
        parts.set(field.id(), value);
        if (whole && field.definition().required()) {
          required.add(field.id());
        }
      }
    }
    if (!required.isEmpty()) {
      schema.set("required", required);
    }
    return schema;
  }

  private ObjectNode value(Field field, FormAccess access, boolean whole) {
    ObjectNode value =
        switch (field.type()) {
          case TEXT -> nullable("string", "");
          case NUMBER -> nullable("number", "");
          case BOOLEAN -> nullable("boolean", "");
          case DATE -> nullable("string", "date");
          case MOMENT -> nullable("string", "date-time");
          case LINK -> nullable("string", "uuid");
          case LINES -> {
            ObjectNode lines = Answers.object().put("type", "array");
            lines.set(
                "items",
                record(Objects.requireNonNull(field.target()), access.in(field.id()), whole));
            yield lines;
          }
        };
    // some kinds keep as text what is an object or a list in JSON
    boolean known =
        switch (field.definition().type()) {
          case "file", "image", "multi_choice", "links", "cascade", "location", "json" -> false;
          default -> true;
        };
    return known ? value : Answers.object();
  }

  private static ObjectNode nullable(String type, String format) {
    ObjectNode schema = typed(type, format);
    schema.putArray("type").add(type).add("null");
    return schema;
  }

  private static ObjectNode typed(String type, String format) {
    ObjectNode schema = Answers.object().put("type", type);
    if (!format.isEmpty()) {
      schema.put("format", format);
    }
    return schema;
  }

  private static ObjectNode reference(String schema) {
    return Answers.object().put("$ref", "#/components/schemas/" + schema);
  }

  private static ObjectNode call(
      ObjectNode path, String method, String id, String summary, String tag) {
    ObjectNode call = path.putObject(method).put("operationId", id).put("summary", summary);
    call.putArray("tags").add(tag);
    ObjectNode wrong = call.putObject("responses").putObject("default");
    wrong.put("description", "Problems");
    wrong
        .putObject("content")
        .putObject("application/problem+json")
        .set("schema", reference(PROBLEM));
    return call;
  }

  private static ObjectNode parameter(ObjectNode call, String name, String in) {
    ObjectNode parameter =
        call.withArrayProperty("parameters").addObject().put("name", name).put("in", in);
    parameter.putObject("schema").put("type", "string");
    return parameter;
  }

  private static void body(ObjectNode call, String type, JsonNode schema) {
    call.putObject("requestBody")
        .put("required", true)
        .putObject("content")
        .putObject(type)
        .set("schema", schema);
  }

  private static void answer(ObjectNode call, String status, JsonNode schema) {
    ObjectNode answer = call.withObjectProperty("responses").putObject(status);
    answer.put("description", "Done");
    answer.putObject("content").putObject("application/json").set("schema", schema);
  }
}
