package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.InstancePage;
import dev.nacre.workflow.InstanceQuery;
import dev.nacre.workflow.MigrationEngine;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.HashMap;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Moves instances to another version of their workflow. */
@Path("/api/v1")
public final class InstanceMoveResource {
  private static final int TOGETHER = 500;

  private final Caller caller;
  private final InstanceEngine instances;
  private final MigrationEngine migrations;
  private final InstanceResource whole;

  InstanceMoveResource(
      Caller caller, InstanceEngine instances, MigrationEngine migrations, InstanceResource whole) {
    this.caller = caller;
    this.instances = instances;
    this.migrations = migrations;
    this.whole = whole;
  }

  /** Moves one, or tells what doesn't fit. */
  @POST
  @Path("/apps/{app}/instances/{id}/move")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response move(
      @PathParam("app") String app, @PathParam("id") String id, byte @Nullable [] bytes) {
    JsonNode body = Bodies.checkedOrEmpty("instance-move", bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    UUID instance = Parameters.id(id);
    MigrationEngine.Wish wish = wish(body, forms);
    if (body.path("dryRun").asBoolean()) {
      List<Problem> problems = migrations.check(forms, instance, wish, who);
      ObjectNode answer = Answers.object();
      answer.set("problems", ProblemJson.list(problems, caller.locale()));
      return Answers.ok(answer);
    }
    return Answers.ok(whole.whole(forms, migrations.move(forms, instance, wish, who), who));
  }

  /** Moves those of a workflow, each by itself; tells what became of each. */
  @POST
  @Path("/apps/{app}/instances:move")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response moveMany(@PathParam("app") String app, byte @Nullable [] bytes) {
    JsonNode body = Bodies.checked("instance-moves", bytes);
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    MigrationEngine.Wish wish = wish(body, forms);
    boolean dryRun = body.path("dryRun").asBoolean();
    InstancePage page =
        instances.list(
            forms,
            InstanceQuery.all()
                .of(body.path("workflow").asText(), null, null)
                .version(body.hasNonNull("from") ? body.path("from").asInt() : null)
                .in(Instance.State.OPEN, null)
                .page(TOGETHER, body.path("cursor").textValue()),
            who);
    ObjectNode answer = Answers.object();
    ArrayNode results = answer.putArray("results");
    for (Instance instance : page.instances()) {
      // what others have started moves with them
      if (instance.parent() == null && instance.version() != wish.version()) {
        results.add(one(forms, instance.id(), wish, dryRun, who));
      }
    }
    answer.put("next", page.next());
    return Answers.ok(answer);
  }

  private ObjectNode one(
      Forms forms, UUID id, MigrationEngine.Wish wish, boolean dryRun, Identity who) {
    ObjectNode result = Answers.object().put("id", id.toString());
    List<Problem> problems;
    try {
      problems = migrations.check(forms, id, wish, who);
      if (problems.isEmpty() && !dryRun) {
        var unused = migrations.move(forms, id, wish, who);
      }
    } catch (NacreException e) {
      problems = e.problems();
    }
    String status = dryRun ? "fits" : "done";
    result.put("status", problems.isEmpty() ? status : "refused");
    result.set("problems", ProblemJson.list(problems, caller.locale()));
    return result;
  }

  private static MigrationEngine.Wish wish(JsonNode body, Forms forms) {
    var renamed = new HashMap<String, String>();
    body.path("steps").properties().forEach(e -> renamed.put(e.getKey(), e.getValue().asText()));
    return new MigrationEngine.Wish(
        body.path("version").asInt(forms.version()), renamed, body.path("reason").textValue());
  }
}
