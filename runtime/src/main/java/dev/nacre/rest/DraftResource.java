package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.app.Drafts;
import dev.nacre.app.Publisher;
import dev.nacre.metadata.Problem;
import dev.nacre.record.change.Effect;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** An app's working copy, file by file. */
@Path("/api/v1")
public final class DraftResource {
  private static final String FILE = "/apps/{app}/draft/{path: .+}";

  private final Caller caller;
  private final Drafts drafts;
  private final Publisher publisher;

  DraftResource(Caller caller, Drafts drafts, Publisher publisher) {
    this.caller = caller;
    this.drafts = drafts;
    this.publisher = publisher;
  }

  /** Which files there are. */
  @GET
  @Path("/apps/{app}/draft")
  public Response list(@PathParam("app") String app) {
    caller.administrator();
    return Answers.ok(
        Answers.list("files", List.copyOf(drafts.files(app).byPath().keySet()), TextNode::valueOf));
  }

  /** One file. */
  @GET
  @Path(FILE)
  public Response read(@PathParam("app") String app, @PathParam("path") String path) {
    caller.administrator();
    String type = path.endsWith(".json") ? "application/json" : "text/plain;charset=UTF-8";
    return Response.ok(drafts.read(app, path).getBytes(StandardCharsets.UTF_8))
        .header("Content-Type", type)
        .build();
  }

  /** Puts one file, and says what is wrong with the draft now. */
  @PUT
  @Path(FILE)
  public Response put(
      @PathParam("app") String app, @PathParam("path") String path, byte @Nullable [] body) {
    var who = caller.administrator();
    drafts.put(app, path, Bodies.text(body), who);
    return problems(publisher.check(app));
  }

  /** Takes one file away, and says what is wrong with the draft now. */
  @DELETE
  @Path(FILE)
  public Response delete(@PathParam("app") String app, @PathParam("path") String path) {
    caller.administrator();
    drafts.delete(app, path);
    return problems(publisher.check(app));
  }

  /** What keeps the draft from being published. */
  @POST
  @Path("/apps/{app}/draft:check")
  public Response check(@PathParam("app") String app) {
    caller.administrator();
    return problems(publisher.check(app));
  }

  /** What publishing the draft would mean for the records there are. */
  @POST
  @Path("/apps/{app}/draft:plan")
  public Response plan(@PathParam("app") String app) {
    caller.administrator();
    ObjectNode body = Answers.object();
    ArrayNode plan = body.putArray("plan");
    publisher.plan(app).effects().forEach(effect -> plan.add(json(effect)));
    body.set("problems", ProblemJson.list(publisher.check(app), caller.locale()));
    return Answers.ok(body);
  }

  private ObjectNode json(Effect effect) {
    ObjectNode node = Answers.object();
    node.put("kind", effect.kind().id());
    node.put("form", effect.form());
    if (effect.table() != null) {
      node.put("table", effect.table());
    }
    if (effect.field() != null) {
      node.put("field", effect.field());
    }
    node.put("rows", effect.rows());
    node.put("of", effect.of());
    node.put("blocking", effect.blocking());
    node.put("message", effect.says().message(caller.locale()));
    node.put("hint", effect.says().hint(caller.locale()));
    if (effect.shows() != null) {
      node.set("filter", effect.shows().json());
    }
    ArrayNode examples = node.putArray("examples");
    effect
        .examples()
        .forEach(e -> examples.addObject().put("value", e.value()).put("rows", e.rows()));
    return node;
  }

  private Response problems(List<Problem> problems) {
    ObjectNode body = Answers.object();
    body.set("problems", ProblemJson.list(problems, caller.locale()));
    return Answers.ok(body);
  }
}
