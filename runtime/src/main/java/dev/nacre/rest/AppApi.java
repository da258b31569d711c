package dev.nacre.rest;

import static dev.nacre.rest.ApiParts.answer;
import static dev.nacre.rest.ApiParts.body;
import static dev.nacre.rest.ApiParts.call;
import static dev.nacre.rest.ApiParts.parameter;
import static dev.nacre.rest.ApiParts.reference;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workflow.TaskAction;
import java.util.Locale;

/**
 * Describes the API of one app as one person may use it, in OpenAPI 3.1: the forms that may be
 * read, without the fields that are hidden, and only the calls that are granted. What every app has
 * begins with a capital, so that no form's id can meet it.
 */
final class AppApi {
  static final String FINDING = "Finding";
  private static final String TASK = "Task";

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
        new FormApi(form, access, locale, paths, schemas).describe();
      }
    }
    tasks();
    new InstanceApi(paths, schemas).describe();
    if (who.administrator()) {
      trial();
    }
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

  private void tasks() {
    schemas.set(TASK, task());
    ObjectNode list = call(paths.putObject("/tasks"), "get", "listTasks", "Tasks", "Tasks");
    for (String name : new String[] {"assignee", "record", "instance", "cursor"}) {
      parameter(list, name, "query");
    }
    ArrayNode scopes = parameter(list, "scope", "query").putArray("enum");
    for (String scope : new String[] {"all", "act", "mine", "group", "started", "orphaned"}) {
      scopes.add(scope);
    }
    parameter(list, "limit", "query").put("type", "integer").put("minimum", 1).put("maximum", 500);
    answer(list, "200", ApiParts.page("tasks", reference(TASK)));
    manyTasks();
    ObjectNode one = paths.putObject("/tasks/{id}");
    ApiParts.id(one);
    answer(call(one, "get", "readTask", "Tasks", "Tasks"), "200", reference(TASK));
    for (TaskAction each : TaskAction.values()) {
      String action = each.id();
      ObjectNode path = paths.putObject("/tasks/{id}/" + action);
      ApiParts.id(path);
      ObjectNode act = call(path, "post", action + "Task", "Tasks", "Tasks");
      ObjectNode sent = Answers.object().put("type", "object");
      ObjectNode parts = sent.putObject("properties");
      parts.putObject("comment").put("type", "string");
      parts.putObject("data").put("type", "object");
      if (each == TaskAction.COMPLETE) {
        parts.putObject("seen").put("type", "object");
      }
      parts.set("attachments", ApiParts.array(ApiParts.typed("string", "uuid")));
      body(act, "application/json", sent);
      answer(act, "200", reference(TASK));
    }
  }

  private void manyTasks() {
    ObjectNode batch =
        call(paths.putObject("/tasks:batch"), "post", "actOnTasks", "Tasks", "Tasks");
    ObjectNode sent = Answers.object().put("type", "object");
    ObjectNode parts = sent.putObject("properties");
    ArrayNode actions = parts.putObject("action").put("type", "string").putArray("enum");
    for (TaskAction each : TaskAction.values()) {
      actions.add(each.id());
    }
    parts.set("ids", ApiParts.array(ApiParts.typed("string", "uuid")));
    parts.putObject("comment").put("type", "string");
    parts.putObject("data").put("type", "object");
    sent.putArray("required").add("action").add("ids");
    body(batch, "application/json", sent);
    ObjectNode results = Answers.object().put("type", "object");
    results.putObject("properties").set("results", ApiParts.array(ApiParts.typed("object", "")));
    answer(batch, "200", results);
  }

  /** What past records would have become under the draft. */
  private void trial() {
    ObjectNode attempt = call(paths.putObject("/draft:try"), "post", "tryDraft", "Draft", "Draft");
    ObjectNode sent = Answers.object().put("type", "object");
    ObjectNode asked = sent.putObject("properties");
    asked.putObject("form").put("type", "string");
    asked.putObject("filter").put("type", "object");
    asked.putObject("limit").put("type", "integer").put("minimum", 1).put("maximum", 500);
    sent.putArray("required").add("form");
    body(attempt, "application/json", sent);
    ObjectNode found = Answers.object().put("type", "object");
    ObjectNode parts = found.putObject("properties");
    for (String name : new String[] {"played", "left", "differing"}) {
      parts.putObject(name).put("type", "integer");
    }
    for (String name : new String[] {"sums", "rows", "stuck"}) {
      parts.set(name, ApiParts.array(ApiParts.typed("object", "")));
    }
    answer(attempt, "200", found);
  }

  private static ObjectNode task() {
    ObjectNode task = Answers.object().put("type", "object");
    ObjectNode parts = task.putObject("properties");
    for (String name : new String[] {"id", "instance", "record"}) {
      parts.set(name, ApiParts.nullable("string", "uuid"));
    }
    for (String name :
        new String[] {"workflow", "step", "form", "title", "state", "decision", "comment"}) {
      parts.set(name, ApiParts.nullable("string", ""));
    }
    ObjectNode assignee = Answers.object().put("type", "object");
    assignee.putObject("properties").putObject("role").put("type", "string");
    for (String name : new String[] {"user", "deputy", "turn", "decision", "by", "comment"}) {
      assignee.withObjectProperty("properties").putObject(name).put("type", "string");
    }
    parts.set("assignees", ApiParts.array(assignee));
    parts.set("actions", ApiParts.array(ApiParts.typed("string", "")));
    parts.set("mode", ApiParts.typed("string", ""));
    parts.set("returnTo", ApiParts.array(ApiParts.typed("string", "")));
    parts.set("commentNeeded", ApiParts.array(ApiParts.typed("string", "")));
    for (String name : new String[] {"createdAt", "dueAt", "doneAt", "urgedAt"}) {
      parts.set(name, ApiParts.nullable("string", "date-time"));
    }
    parts.set("doneBy", ApiParts.nullable("string", ""));
    task.putArray("required").add("id").add("workflow").add("state");
    return task;
  }

  private void problem() {
    ObjectNode finding = schemas.putObject(FINDING).put("type", "object").putObject("properties");
    for (String name : new String[] {"file", "pointer", "code", "message", "hint"}) {
      finding.putObject(name).put("type", "string");
    }
    ObjectNode problem = schemas.putObject(ApiParts.PROBLEM).put("type", "object");
    ObjectNode parts = problem.putObject("properties");
    parts.putObject("status").put("type", "integer");
    for (String name : new String[] {"type", "title", "detail"}) {
      parts.putObject(name).put("type", "string");
    }
    parts.set("problems", ApiParts.array(reference(FINDING)));
    problem.putArray("required").add("status").add("problems");
  }
}
