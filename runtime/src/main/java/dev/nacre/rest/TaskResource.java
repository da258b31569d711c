package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Act;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TaskPage;
import dev.nacre.workflow.TaskQuery;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** People's work. */
@Path("/api/v1")
public final class TaskResource {
  private static final Map<String, TaskQuery.Scope> SCOPES =
      Map.of(
          "all", TaskQuery.Scope.ALL,
          "act", TaskQuery.Scope.ACT,
          "mine", TaskQuery.Scope.MINE,
          "group", TaskQuery.Scope.GROUP,
          "started", TaskQuery.Scope.STARTED,
          "orphaned", TaskQuery.Scope.ORPHANED);

  private final Caller caller;
  private final TaskEngine tasks;

  TaskResource(Caller caller, TaskEngine tasks) {
    this.caller = caller;
    this.tasks = tasks;
  }

  /** Open tasks, newest first. */
  @GET
  @Path("/apps/{app}/tasks")
  public Response list(
      @PathParam("app") String app,
      @QueryParam("assignee") @Nullable String assignee,
      @QueryParam("scope") @Nullable String scope,
      @QueryParam("record") @Nullable String record,
      @QueryParam("instance") @Nullable String instance,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Forms forms = caller.forms(app);
    Identity who = caller.who();
    boolean mine = "me".equals(assignee) || who.id().equals(assignee);
    var query =
        new TaskQuery(
            scope(scope, mine),
            mine ? null : assignee,
            Parameters.id("record", record),
            Parameters.id("instance", instance),
            Parameters.limit(limit),
            cursor,
            TaskQuery.Order.NEWEST);
    TaskPage page = tasks.list(forms, query, who);
    TaskJson json = json(forms, page.tasks());
    ObjectNode body = Answers.list("tasks", page.tasks(), json::json);
    body.put("next", page.next());
    return Answers.ok(body);
  }

  private static TaskQuery.Scope scope(@Nullable String scope, boolean mine) {
    if (scope == null) {
      return mine ? TaskQuery.Scope.ACT : TaskQuery.Scope.ALL;
    }
    TaskQuery.Scope found = SCOPES.get(scope);
    if (found == null) {
      throw Parameters.wrong(
          "scope", scope, String.join(", ", SCOPES.keySet().stream().sorted().toList()));
    }
    return found;
  }

  private TaskJson json(Forms forms, List<Task> some) {
    return new TaskJson(caller.locale(), tasks.deputies(forms, some));
  }

  /** One task, open or not. */
  @GET
  @Path("/apps/{app}/tasks/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    Forms forms = caller.forms(app);
    Identity who = caller.who();
    Task task = tasks.get(forms, Parameters.id(id), who);
    ObjectNode node = json(forms, List.of(task)).json(task);
    node.set("said", TaskJson.said(tasks.said(task)));
    node.set("fields", TaskJson.fields(tasks.fields(task)));
    if (who.unlimited()) {
      node.put("orphaned", tasks.orphaned(forms, task));
    }
    return Answers.ok(node);
  }

  /** Acts on a task; answers when its instance has gone as far as it can. */
  @POST
  @Path(
      "/apps/{app}/tasks/{id}/{action:"
          + " approve|reject|return|delegate|complete|add|comment|urge|reassign}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response act(
      @PathParam("app") String app,
      @PathParam("id") String id,
      @PathParam("action") String action,
      byte @Nullable [] bytes) {
    JsonNode body = Bodies.checkedOrEmpty("task-action", bytes);
    Forms forms = caller.forms(app);
    Task task = tasks.act(forms, Parameters.id(id), act(action, body));
    return Answers.ok(json(forms, List.of(task)).json(task));
  }

  private Act act(String action, JsonNode body) {
    var files = new ArrayList<String>();
    body.path("attachments")
        .forEach(file -> files.add((file.isObject() ? file.path("id") : file).asText()));
    return new Act(
        TaskAction.byId(action).orElseThrow(),
        body.path("comment").textValue(),
        body.path("data") instanceof ObjectNode data ? data : Answers.object(),
        body.path("seen") instanceof ObjectNode seen ? seen : Answers.object(),
        files,
        caller.who());
  }

  /** The same action on several tasks, each by itself; answers what became of each, in order. */
  @POST
  @Path("/apps/{app}/tasks:batch")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response actAll(@PathParam("app") String app, byte @Nullable [] bytes) {
    JsonNode body = Bodies.checked("task-batch", bytes);
    Forms forms = caller.forms(app);
    Act act = act(body.path("action").asText(), body);
    Locale locale = caller.locale();
    ObjectNode answer = Answers.object();
    ArrayNode results = answer.putArray("results");
    for (JsonNode id : body.path("ids")) {
      ObjectNode result = results.addObject().put("id", id.asText());
      try {
        Task task = tasks.act(forms, Parameters.id(id.asText()), act);
        result.put("status", 200).put("state", task.state().id());
        result.put("decision", task.decision() == null ? null : task.decision().id());
      } catch (NacreException e) {
        result.put("status", Failures.status(e));
        result.set("problems", ProblemJson.list(e.problems(), locale));
      }
    }
    return Answers.ok(answer);
  }
}
