package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.InstancePage;
import dev.nacre.workflow.InstanceQuery;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Runs of workflows. */
@Path("/api/v1")
public final class InstanceResource {
  private final Caller caller;
  private final InstanceEngine instances;

  InstanceResource(Caller caller, InstanceEngine instances) {
    this.caller = caller;
    this.instances = instances;
  }

  /** Starts a workflow; answers when it has gone as far as it can. */
  @POST
  @Path("/apps/{app}/workflows/{workflow}/instances")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response start(
      @PathParam("app") String app,
      @PathParam("workflow") String workflow,
      byte @Nullable [] bytes) {
    JsonNode body = Bodies.checkedOrEmpty("instance-start", bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    Instance started =
        instances.start(
            forms,
            workflow,
            Parameters.id("record", body.path("record").textValue()),
            body.path("input") instanceof ObjectNode input ? input : Answers.object(),
            who);
    URI location = URI.create("/api/v1/apps/" + app + "/instances/" + started.id());
    return Answers.status(201, whole(forms, started, who)).location(location).build();
  }

  /** State and timeline. */
  @GET
  @Path("/apps/{app}/instances/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    return Answers.ok(whole(forms, instances.get(forms, Parameters.id(id), who), who));
  }

  /** Instances, newest first. */
  @GET
  @Path("/apps/{app}/instances")
  public Response list(
      @PathParam("app") String app,
      @QueryParam("workflow") @Nullable String workflow,
      @QueryParam("form") @Nullable String form,
      @QueryParam("record") @Nullable String record,
      @QueryParam("state") @Nullable String state,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    UUID about = Parameters.id("record", record);
    var query =
        new InstanceQuery(workflow, form, about, state(state), Parameters.limit(limit), cursor);
    InstancePage page = instances.list(caller.forms(app), query, caller.who());
    Locale locale = caller.locale();
    ObjectNode body = Answers.list("instances", page.instances(), i -> json(i, locale));
    body.put("next", page.next());
    return Answers.ok(body);
  }

  /** Lets a failed instance go on from the step that failed. */
  @POST
  @Path("/apps/{app}/instances/{id}/retry")
  public Response retry(@PathParam("app") String app, @PathParam("id") String id) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    return Answers.ok(whole(forms, instances.retry(forms, Parameters.id(id), who), who));
  }

  /** Ends an instance and closes its tasks. */
  @POST
  @Path("/apps/{app}/instances/{id}/cancel")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response cancel(
      @PathParam("app") String app, @PathParam("id") String id, byte @Nullable [] bytes) {
    JsonNode body = Bodies.checkedOrEmpty("instance-cancel", bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    String reason = body.path("reason").textValue();
    return Answers.ok(whole(forms, instances.cancel(forms, Parameters.id(id), reason, who), who));
  }

  /** Takes an instance back, by who started it, and closes its tasks. */
  @POST
  @Path("/apps/{app}/instances/{id}/withdraw")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response withdraw(
      @PathParam("app") String app, @PathParam("id") String id, byte @Nullable [] bytes) {
    JsonNode body = Bodies.checkedOrEmpty("instance-withdraw", bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    String said = body.path("comment").textValue();
    return Answers.ok(whole(forms, instances.withdraw(forms, Parameters.id(id), said, who), who));
  }

  private ObjectNode whole(Forms forms, Instance instance, Identity who) {
    ObjectNode node = json(instance, caller.locale());
    node.put("entry", instances.entry(instance).orElse(null));
    node.put("withdrawable", instances.mayWithdraw(instance, who));
    node.setAll(
        Answers.list(
            "timeline", instances.timeline(forms, instance.id(), who), InstanceResource::event));
    return node;
  }

  private static ObjectNode json(Instance instance, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", instance.id().toString());
    node.put("workflow", instance.workflow());
    node.put("version", instance.version());
    node.put("form", instance.form());
    node.put("record", instance.record() == null ? null : instance.record().toString());
    node.put("state", instance.state().id());
    node.put("outcome", instance.outcome());
    Instance.Parent parent = instance.parent();
    node.put("parent", parent == null ? null : parent.instance().toString());
    node.put("startedBy", instance.startedBy());
    node.put("startedAt", instance.startedAt().toString());
    node.put("finishedAt", instance.finishedAt() == null ? null : instance.finishedAt().toString());
    node.set("problems", ProblemJson.list(instance.problems(), locale));
    return node;
  }

  private static ObjectNode event(InstanceEvent event) {
    ObjectNode node = Answers.object();
    node.put("seq", event.seq());
    node.put("at", event.at().toString());
    node.put("kind", event.kind().id());
    node.put("step", event.step());
    node.put("by", event.who());
    node.set("detail", event.detail());
    return node;
  }

  private static Instance.@Nullable State state(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return Arrays.stream(Instance.State.values())
        .filter(state -> state.id().equals(text))
        .findFirst()
        .orElseThrow(
            () ->
                Parameters.wrong(
                    "state",
                    text,
                    String.join(
                        ", ",
                        Arrays.stream(Instance.State.values()).map(Instance.State::id).toList())));
  }
}
