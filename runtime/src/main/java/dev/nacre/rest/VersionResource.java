package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.AppAddress;
import dev.nacre.app.Apps;
import dev.nacre.app.Publisher;
import dev.nacre.app.Version;
import dev.nacre.app.Versions;
import dev.nacre.metadata.Problem;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Published versions, and which of them is served. */
@Path("/api/v1")
public final class VersionResource {
  private final Caller caller;
  private final Apps apps;
  private final Versions versions;
  private final Publisher publisher;

  VersionResource(Caller caller, Apps apps, Versions versions, Publisher publisher) {
    this.caller = caller;
    this.apps = apps;
    this.versions = versions;
    this.publisher = publisher;
  }

  /** Publishes the draft; answers when everybody is served it. */
  @POST
  @Path("/apps/{app}/publish")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response publish(@PathParam("app") String app, byte @Nullable [] bytes) {
    var who = caller.administrator();
    JsonNode body = Bodies.checkedOrEmpty("publish", bytes);
    if (body.path("release").isArray()) {
      requireWhole(body.path("release"));
    }
    boolean release = !body.path("release").isBoolean() || body.path("release").booleanValue();
    int version = publisher.publish(app, body.path("note").textValue(), release, who);
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

  /** Who is served which version. */
  @GET
  @Path("/apps/{app}/release")
  public Response release(@PathParam("app") String app) {
    caller.administrator();
    return served(apps.serving(app).forms().version());
  }

  /** Serves a version to everybody: the way forward and the way back. */
  @PUT
  @Path("/apps/{app}/release")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response release(@PathParam("app") String app, byte @Nullable [] bytes) {
    var who = caller.administrator();
    JsonNode body = Bodies.checked("release", bytes);
    JsonNode parts = body.isArray() ? body : body.path("release");
    int version = parts.isArray() ? requireWhole(parts) : body.path("version").intValue();
    AppAddress address = AppAddress.read(app);
    if (!address.environment().isEmpty()) {
      throw new RequestException(
          501, List.of(Problem.at("", "test_environment_later", address.environment())));
    }
    publisher.release(address, version, who);
    return served(version);
  }

  private static Response served(int version) {
    ObjectNode body = Answers.object();
    body.putArray("release").addObject().put("version", version);
    return Answers.ok(body);
  }

  /** The version of a release that isn't split. */
  private static int requireWhole(JsonNode parts) {
    JsonNode only = parts.path(0);
    boolean whole = !only.hasNonNull("when") && only.path("share").asInt(100) == 100;
    if (parts.size() != 1 || !whole) {
      throw RequestException.invalid("", "release_split");
    }
    return only.path("version").intValue();
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
