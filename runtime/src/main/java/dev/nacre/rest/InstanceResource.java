package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.InstanceCount;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstancePage;
import dev.nacre.workflow.InstanceQuery;
import dev.nacre.workflow.PausedWorkflow;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs of workflows. */
@Path("/api/v1")
public final class InstanceResource {
  private final Caller caller;
  private final InstanceEngine instances;
  private final InstanceActs acts;

  InstanceResource(Caller caller, InstanceEngine instances, InstanceActs acts) {
    this.caller = caller;
    this.instances = instances;
    this.acts = acts;
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
  public Response list(@PathParam("app") String app, @Context UriInfo asked) {
    MultivaluedMap<String, String> given = asked.getQueryParameters();
    InstanceQuery query =
        InstanceQuestions.read(given::getFirst)
            .page(Parameters.limit(given.getFirst("limit")), given.getFirst("cursor"));
    InstancePage page = instances.list(caller.forms(app), query, caller.who());
    Locale locale = caller.locale();
    ObjectNode body = Answers.list("instances", page.instances(), i -> InstanceJson.of(i, locale));
    body.put("next", page.next());
    return Answers.ok(body);
  }

  /** How many instances that have not finished stand where, and which workflows are paused. */
  @GET
  @Path("/apps/{app}/instances:count")
  public Response count(@PathParam("app") String app) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    ObjectNode body = Answers.list("counts", instances.counts(forms, who), InstanceResource::count);
    body.setAll(Answers.list("paused", instances.paused(forms, who), InstanceResource::paused));
    return Answers.ok(body);
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
    return Answers.ok(whole(forms, acts.withdraw(forms, Parameters.id(id), said, who), who));
  }

  /** An instance with everything that it keeps. */
  ObjectNode whole(Forms forms, Instance instance, Identity who) {
    ObjectNode node = InstanceJson.of(instance, caller.locale());
    node.put("entry", instances.entry(instance).orElse(null));
    node.put("withdrawable", acts.mayWithdraw(instance, who));
    node.set("position", instance.position().json());
    node.set("input", instance.input());
    node.set("steps", instance.steps());
    node.setAll(
        Answers.list(
            "children",
            instances.children(forms, instance.id(), who),
            child -> InstanceJson.of(child, caller.locale())));
    node.setAll(
        Answers.list(
            "timeline", instances.timeline(forms, instance.id(), who), InstanceJson::event));
    return node;
  }

  private static ObjectNode count(InstanceCount count) {
    ObjectNode node = Answers.object();
    node.put("workflow", count.workflow());
    node.put("state", count.state().id());
    node.put("paused", count.paused());
    node.put("step", count.step());
    node.put("count", count.count());
    node.put("since", count.since().toString());
    return node;
  }

  private static ObjectNode paused(PausedWorkflow paused) {
    ObjectNode node = Answers.object();
    node.put("workflow", paused.workflow());
    node.put("at", paused.at().toString());
    node.put("by", paused.by());
    node.put("reason", paused.reason());
    return node;
  }
}
