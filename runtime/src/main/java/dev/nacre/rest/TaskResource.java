package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
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
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** People's work. */
@Path("/api/v1")
public final class TaskResource {
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
      @QueryParam("record") @Nullable String record,
      @QueryParam("instance") @Nullable String instance,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Forms forms = caller.forms(app);
    Identity who = caller.who();
    boolean mine = "me".equals(assignee) || who.id().equals(assignee);
    var query =
        new TaskQuery(
            mine,
            mine ? null : assignee,
            Parameters.id("record", record),
            Parameters.id("instance", instance),
            Parameters.limit(limit),
            cursor);
    TaskPage page = tasks.list(forms, query, who);
    Locale locale = caller.locale();
    ObjectNode body = Answers.list("tasks", page.tasks(), task -> json(task, locale));
    body.put("next", page.next());
    return Answers.ok(body);
  }

  /** One task, open or not. */
  @GET
  @Path("/apps/{app}/tasks/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    Task task = tasks.get(caller.forms(app), Parameters.id(id), caller.who());
    return Answers.ok(json(task, caller.locale()));
  }

  /** Acts on a task; answers when its instance has gone as far as it can. */
  @POST
  @Path("/apps/{app}/tasks/{id}/{action: approve|reject|return|delegate|complete}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response act(
      @PathParam("app") String app,
      @PathParam("id") String id,
      @PathParam("action") String action,
      byte @Nullable [] bytes) {
    JsonNode body = Bodies.checkedOrEmpty("task-action", bytes);
    Task task =
        tasks.act(
            caller.forms(app),
            Parameters.id(id),
            TaskAction.byId(action).orElseThrow(),
            body.path("comment").textValue(),
            body.path("data") instanceof ObjectNode data ? data : Answers.object(),
            caller.who());
    return Answers.ok(json(task, caller.locale()));
  }

  private static ObjectNode json(Task task, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", task.id().toString());
    node.put("workflow", task.workflow());
    node.put("instance", task.instance().toString());
    node.put("step", task.step());
    node.put("form", task.form());
    node.put("record", task.record() == null ? null : task.record().toString());
    node.put("title", task.title().in(locale));
    ArrayNode assignees = node.putArray("assignees");
    for (Task.Assignee assignee : task.assignees()) {
      ObjectNode one = assignees.addObject();
      if (assignee.role() != null) {
        one.put("role", assignee.role());
      }
      if (assignee.user() != null) {
        one.put("user", assignee.user());
      }
    }
    ArrayNode actions = node.putArray("actions");
    task.actions().forEach(action -> actions.add(action.id()));
    node.put("state", task.state().id());
    node.put("dueAt", task.dueAt() == null ? null : task.dueAt().toString());
    node.put("createdAt", task.createdAt().toString());
    node.put("decision", task.decision() == null ? null : task.decision().id());
    node.put("comment", task.comment());
    node.put("doneBy", task.doneBy());
    node.put("doneAt", task.doneAt() == null ? null : task.doneAt().toString());
    return node;
  }
}
