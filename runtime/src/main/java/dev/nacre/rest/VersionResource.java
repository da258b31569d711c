package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.AppAddress;
import dev.nacre.app.Apps;
import dev.nacre.app.Drafts;
import dev.nacre.app.InvalidAppException;
import dev.nacre.app.Publisher;
import dev.nacre.app.Release;
import dev.nacre.app.Version;
import dev.nacre.app.Versions;
import dev.nacre.metadata.AppFiles;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Published versions, and which of them is served. */
@Path("/api/v1")
public final class VersionResource {
  private static final String DRAFT = "draft";
  private static final String SERVED = "served";
  private final Caller caller;
  private final Apps apps;
  private final Versions versions;
  private final Publisher publisher;
  private final Drafts drafts;

  VersionResource(Caller caller, Apps apps, Versions versions, Publisher publisher, Drafts drafts) {
    this.caller = caller;
    this.apps = apps;
    this.versions = versions;
    this.publisher = publisher;
    this.drafts = drafts;
  }

  /** Publishes the draft; answers when everybody is served it. */
  @POST
  @Path("/apps/{app}/publish")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response publish(@PathParam("app") String app, byte @Nullable [] bytes) {
    var who = caller.administrator();
    JsonNode body = Bodies.checkedOrEmpty("publish", bytes);
    int version = publisher.publish(app, body.path("note").textValue(), body.path("release"), who);
    return Answers.ok(Answers.object().put("version", version));
  }

  /** The versions, newest first. */
  @GET
  @Path("/apps/{app}/versions")
  public Response list(@PathParam("app") String app) {
    caller.administrator();
    apps.serving(app);
    return Answers.ok(Answers.list("versions", versions.of(app), VersionResource::json));
  }

  /**
   * What a version changed: against the one before it, or against another one or the {@code draft}.
   */
  @GET
  @Path("/apps/{app}/versions/{version}/diff")
  public Response diff(
      @PathParam("app") String app,
      @PathParam("version") String version,
      @QueryParam("against") @Nullable String against) {
    caller.administrator();
    String id = AppAddress.read(app).id();
    String other = against == null ? before(version) : against;
    ObjectNode body = Differences.between(files(id, other), files(id, version), caller.locale());
    body.put("version", version).put("against", other);
    return Answers.ok(body);
  }

  private static String before(String version) {
    return version.equals(DRAFT)
        ? SERVED
        : String.valueOf(Parameters.number("version", version, Integer.MAX_VALUE) - 1);
  }

  private AppFiles files(String app, String version) {
    if (version.equals(DRAFT)) {
      return drafts.files(app);
    }
    if (version.equals(SERVED)) {
      return versions.files(app, apps.serving(app).forms().version());
    }
    int number = version.equals("0") ? 0 : Parameters.number("version", version, Integer.MAX_VALUE);
    return number == 0 ? AppFiles.of(Map.of()) : versions.files(app, number);
  }

  /** Makes the draft what that version is; nobody is served it before it is published. */
  @POST
  @Path("/apps/{app}/versions/{version}/restore")
  public Response restore(@PathParam("app") String app, @PathParam("version") String version) {
    var who = caller.administrator();
    int number = Parameters.number("version", version, Integer.MAX_VALUE);
    drafts.restore(app, versions.files(app, number), who);
    ObjectNode body = Answers.object();
    body.set("problems", ProblemJson.list(publisher.check(app), caller.locale()));
    return Answers.ok(body);
  }

  /** Who is served which version, and what a rollback would go back to. */
  @GET
  @Path("/apps/{app}/release")
  public Response release(@PathParam("app") String app) {
    caller.administrator();
    apps.serving(app);
    AppAddress address = AppAddress.read(app);
    return versions.served(address).map(release -> answer(address, release)).orElseThrow();
  }

  /** Says who is served which version: the way forward and the way back. */
  @PUT
  @Path("/apps/{app}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response release(@PathParam("app") String app, byte @Nullable [] bytes) {
    var who = caller.administrator();
    JsonNode body = Bodies.checked("release", bytes);
    AppAddress address = AppAddress.read(app);
    if (body.has("version")) {
      return answer(address, whole(address, body, who));
    }
    JsonNode parts = body.isArray() ? body : body.path("release");
    String pointer = body.isArray() ? "" : "/release";
    return answer(address, publisher.release(address, parts, pointer, who));
  }

  private Release whole(AppAddress address, JsonNode version, Identity who) {
    try {
      ArrayNode only = Json.MAPPER.createArrayNode().add(version);
      return publisher.release(address, only, "", who);
    } catch (InvalidAppException e) {
      // it was sent as an object, not as a list of one
      int first = "/0".length();
      throw new InvalidAppException(
          e.problems().stream()
              .map(p -> new Problem(p.file(), p.pointer().substring(first), p.code(), p.args()))
              .toList());
    }
  }

  /** Serves again what was served before. */
  @POST
  @Path("/apps/{app}/release:rollback")
  public Response rollBack(@PathParam("app") String app) {
    var who = caller.administrator();
    AppAddress address = AppAddress.read(app);
    return answer(address, publisher.rollBack(address, who));
  }

  private Response answer(AppAddress address, Release release) {
    ObjectNode body = Answers.object();
    body.set("release", release.json());
    body.set(
        "previous",
        versions.previous(address).<JsonNode>map(Release::json).orElse(Json.MAPPER.nullNode()));
    return Answers.ok(body);
  }

  private static ObjectNode json(Version version) {
    ObjectNode node = Answers.object();
    node.put("version", version.number());
    node.put("hash", version.hash());
    node.put("note", version.note());
    node.put("createdAt", version.createdAt().toString());
    node.put("createdBy", version.createdBy());
    node.put("released", version.released());
    return node;
  }
}
