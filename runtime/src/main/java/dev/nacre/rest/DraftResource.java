package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.app.Drafts;
import dev.nacre.app.Publisher;
import dev.nacre.metadata.Problem;
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

  private Response problems(List<Problem> problems) {
    ObjectNode body = Answers.object();
    body.set("problems", ProblemJson.list(problems, caller.locale()));
    return Answers.ok(body);
  }
}
