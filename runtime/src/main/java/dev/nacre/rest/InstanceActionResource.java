package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceAction;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstancePage;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What people do with instances and workflows that run. */
@Path("/api/v1")
public final class InstanceActionResource {
  private static final int TOGETHER = 500;

  private final Caller caller;
  private final InstanceEngine instances;
  private final InstanceActs acts;
  private final InstanceResource whole;

  InstanceActionResource(
      Caller caller, InstanceEngine instances, InstanceActs acts, InstanceResource whole) {
    this.caller = caller;
    this.instances = instances;
    this.acts = acts;
    this.whole = whole;
  }

  /** Does that with one instance; answers when it has gone as far as it can. */
  @POST
  @Path("/apps/{app}/instances/{id}/{action: pause|resume|retry|skip|cancel}")
  public Response act(
      @PathParam("app") String app,
      @PathParam("id") String id,
      @PathParam("action") String action,
      byte @Nullable [] bytes) {
    String reason = reason(bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    Instance now =
        acts.act(forms, Parameters.id(id), InstanceAction.of(action).orElseThrow(), reason, who);
    return Answers.ok(whole.whole(forms, now, who));
  }

  /** Does that with many, each by itself; tells what became of each. */
  @POST
  @Path("/apps/{app}/instances:batch")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response batch(@PathParam("app") String app, byte @Nullable [] bytes) {
    JsonNode body = Bodies.checked("instance-batch", bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    InstanceAction action = InstanceAction.of(body.path("action").asText()).orElseThrow();
    String next = null;
    var ids = new ArrayList<UUID>();
    if (body.has("ids")) {
      body.path("ids").forEach(id -> ids.add(Parameters.id(id.asText())));
    } else {
      InstancePage page =
          instances.list(
              forms,
              InstanceQuestions.read(body.path("filter"))
                  .page(TOGETHER, body.path("cursor").textValue()),
              who);
      page.instances().forEach(instance -> ids.add(instance.id()));
      next = page.next();
    }
    ObjectNode answer = Answers.object();
    ArrayNode results = answer.putArray("results");
    for (UUID id : ids) {
      results.add(one(forms, id, action, body.path("reason").textValue(), who));
    }
    answer.put("next", next);
    return Answers.ok(answer);
  }

  private ObjectNode one(
      Forms forms, UUID id, InstanceAction action, @Nullable String reason, Identity who) {
    ObjectNode result = Answers.object().put("id", id.toString());
    List<Problem> problems = List.of();
    try {
      Instance now = acts.act(forms, id, action, reason, who);
      result.put("status", "done").put("state", now.state().id());
    } catch (NacreException e) {
      result.put("status", "refused").putNull("state");
      problems = e.problems();
    }
    result.set("problems", ProblemJson.list(problems, caller.locale()));
    return result;
  }

  /** Pauses a whole workflow, or lets it go on. */
  @POST
  @Path("/apps/{app}/workflows/{workflow}/{action: pause|resume}")
  public Response whole(
      @PathParam("app") String app,
      @PathParam("workflow") String workflow,
      @PathParam("action") String action,
      byte @Nullable [] bytes) {
    String reason = reason(bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    int count =
        action.equals("pause")
            ? acts.pause(forms, workflow, reason, who)
            : acts.resume(forms, workflow, reason, who);
    return Answers.ok(Answers.object().put("instances", count));
  }

  private static @Nullable String reason(byte @Nullable [] bytes) {
    return Bodies.checkedOrEmpty("instance-act", bytes).path("reason").textValue();
  }
}
