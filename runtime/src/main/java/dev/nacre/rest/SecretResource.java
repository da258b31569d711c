package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.security.Identity;
import dev.nacre.security.Secrets;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Secrets of an app: set, never read back. */
@Path("/api/v1")
public final class SecretResource {
  private final Caller caller;
  private final Secrets secrets;

  SecretResource(Caller caller, Secrets secrets) {
    this.caller = caller;
    this.secrets = secrets;
  }

  /** Which secrets are set. */
  @GET
  @Path("/apps/{app}/secrets")
  public Response list(@PathParam("app") String app) {
    caller.administrator();
    caller.forms(app);
    return Answers.ok(Answers.list("secrets", secrets.names(app), TextNode::valueOf));
  }

  /** Sets a secret. */
  @PUT
  @Path("/apps/{app}/secrets/{name}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response set(
      @PathParam("app") String app, @PathParam("name") String name, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    caller.forms(app);
    JsonNode body = Bodies.checked("secret", bytes);
    secrets.set(app, name, body.path("value").textValue(), who);
    return Response.noContent().build();
  }
}
