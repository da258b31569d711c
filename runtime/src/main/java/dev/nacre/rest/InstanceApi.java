package dev.nacre.rest;

import static dev.nacre.rest.ApiParts.answer;
import static dev.nacre.rest.ApiParts.body;
import static dev.nacre.rest.ApiParts.call;
import static dev.nacre.rest.ApiParts.parameter;
import static dev.nacre.rest.ApiParts.reference;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.workflow.InstanceAction;

/** Describes the calls that start workflows, show what runs, and put it right. */
final class InstanceApi {
  private static final String INSTANCE = "Instance";
  private static final String TAG = "Workflows";

  private final ObjectNode paths;
  private final ObjectNode schemas;

  InstanceApi(ObjectNode paths, ObjectNode schemas) {
    this.paths = paths;
    this.schemas = schemas;
  }

  void describe() {
    schemas.set(INSTANCE, instance());
    start();
    lists();
    one();
    several();
    whole();
  }

  private static ObjectNode instance() {
    ObjectNode instance = Answers.object().put("type", "object");
    ObjectNode parts = instance.putObject("properties");
    for (String name : new String[] {"id", "record", "parent"}) {
      parts.set(name, ApiParts.nullable("string", "uuid"));
    }
    for (String name :
        new String[] {
          "workflow", "form", "state", "step", "outcome", "parentStep", "startedBy", "pausedBy"
        }) {
      parts.set(name, ApiParts.nullable("string", ""));
    }
    for (String name :
        new String[] {"startedAt", "since", "finishedAt", "retryAt", "incidentAt", "pausedAt"}) {
      parts.set(name, ApiParts.nullable("string", "date-time"));
    }
    for (String name : new String[] {"version", "attempts", "tries"}) {
      parts.set(name, ApiParts.typed("integer", ""));
    }
    parts.set("entry", ApiParts.nullable("integer", ""));
    parts.set("withdrawable", ApiParts.typed("boolean", ""));
    parts.set("input", ApiParts.typed("object", ""));
    parts.set("steps", ApiParts.typed("object", ""));
    parts.set("problems", ApiParts.array(reference(AppApi.FINDING)));
    for (String name : new String[] {"position", "children", "timeline"}) {
      parts.set(name, ApiParts.array(ApiParts.typed("object", "")));
    }
    instance.putArray("required").add("id").add("workflow").add("version").add("state");
    return instance;
  }

  private void start() {
    ObjectNode path = paths.putObject("/workflows/{workflow}/instances");
    named(path);
    ObjectNode start = call(path, "post", "startWorkflow", TAG, TAG);
    ObjectNode sent = Answers.object().put("type", "object");
    ObjectNode parts = sent.putObject("properties");
    parts.set("record", ApiParts.typed("string", "uuid"));
    parts.set("input", ApiParts.typed("object", ""));
    body(start, "application/json", sent);
    answer(start, "201", reference(INSTANCE));
  }

  private void lists() {
    ObjectNode list = call(paths.putObject("/instances"), "get", "listInstances", TAG, TAG);
    for (String name :
        new String[] {
          "workflow", "form", "record", "state", "step", "olderThan", "error", "parent", "cursor"
        }) {
      parameter(list, name, "query");
    }
    parameter(list, "version", "query").put("type", "integer");
    parameter(list, "limit", "query").put("type", "integer").put("minimum", 1).put("maximum", 500);
    answer(list, "200", ApiParts.page("instances", reference(INSTANCE)));
    ObjectNode counts =
        call(paths.putObject("/instances:count"), "get", "countInstances", TAG, TAG);
    ObjectNode answer = object("counts");
    answer
        .withObjectProperty("properties")
        .set("paused", ApiParts.array(ApiParts.typed("object", "")));
    answer(counts, "200", answer);
  }

  private void one() {
    ObjectNode read = paths.putObject("/instances/{id}");
    ApiParts.id(read);
    answer(call(read, "get", "readInstance", TAG, TAG), "200", reference(INSTANCE));
    for (InstanceAction action : InstanceAction.values()) {
      act(action.id(), "reason");
    }
    act("withdraw", "comment");
    ObjectNode path = paths.putObject("/instances/{id}/move");
    ApiParts.id(path);
    ObjectNode move = call(path, "post", "moveInstance", TAG, TAG);
    body(move, "application/json", moving());
    ObjectNode fits = Answers.object();
    fits.putArray("anyOf").add(reference(INSTANCE)).add(object("problems"));
    answer(move, "200", fits);
  }

  private void act(String action, String said) {
    ObjectNode path = paths.putObject("/instances/{id}/" + action);
    ApiParts.id(path);
    ObjectNode act = call(path, "post", action + "Instance", TAG, TAG);
    body(act, "application/json", saying(said));
    answer(act, "200", reference(INSTANCE));
  }

  private void several() {
    ObjectNode batch =
        call(paths.putObject("/instances:batch"), "post", "actOnInstances", TAG, TAG);
    ObjectNode sent = saying("reason");
    ObjectNode parts = sent.withObjectProperty("properties");
    ArrayNode actions = parts.putObject("action").put("type", "string").putArray("enum");
    for (InstanceAction action : InstanceAction.values()) {
      actions.add(action.id());
    }
    parts.set("ids", ApiParts.array(ApiParts.typed("string", "uuid")));
    parts.set("filter", ApiParts.typed("object", ""));
    parts.set("cursor", ApiParts.typed("string", ""));
    sent.putArray("required").add("action");
    body(batch, "application/json", sent);
    answer(batch, "200", ApiParts.page("results", ApiParts.typed("object", "")));
    ObjectNode move = call(paths.putObject("/instances:move"), "post", "moveInstances", TAG, TAG);
    ObjectNode which = moving();
    ObjectNode more = which.withObjectProperty("properties");
    more.set("workflow", ApiParts.typed("string", ""));
    more.set("from", ApiParts.typed("integer", ""));
    more.set("cursor", ApiParts.typed("string", ""));
    which.putArray("required").add("workflow");
    body(move, "application/json", which);
    answer(move, "200", ApiParts.page("results", ApiParts.typed("object", "")));
  }

  private void whole() {
    for (String action : new String[] {"pause", "resume"}) {
      ObjectNode path = paths.putObject("/workflows/{workflow}/" + action);
      named(path);
      ObjectNode act = call(path, "post", action + "Workflow", TAG, TAG);
      body(act, "application/json", saying("reason"));
      ObjectNode answer = Answers.object().put("type", "object");
      answer.putObject("properties").set("instances", ApiParts.typed("integer", ""));
      answer(act, "200", answer);
    }
  }

  private static void named(ObjectNode path) {
    path.putArray("parameters")
        .addObject()
        .put("name", "workflow")
        .put("in", "path")
        .put("required", true)
        .set("schema", ApiParts.typed("string", ""));
  }

  private static ObjectNode saying(String name) {
    ObjectNode sent = Answers.object().put("type", "object");
    sent.putObject("properties").set(name, ApiParts.typed("string", ""));
    return sent;
  }

  private static ObjectNode moving() {
    ObjectNode sent = saying("reason");
    ObjectNode parts = sent.withObjectProperty("properties");
    parts.set("version", ApiParts.typed("integer", ""));
    parts.set("dryRun", ApiParts.typed("boolean", ""));
    parts.set("steps", ApiParts.typed("object", ""));
    return sent;
  }

  private static ObjectNode object(String list) {
    ObjectNode answer = Answers.object().put("type", "object");
    JsonNode items = ApiParts.typed("object", "");
    answer.putObject("properties").set(list, ApiParts.array(items));
    return answer;
  }
}
