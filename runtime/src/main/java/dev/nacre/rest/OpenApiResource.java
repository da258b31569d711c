package dev.nacre.rest;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** One app's own API, described. */
@Path("/api/v1")
public final class OpenApiResource {
  private final Caller caller;

  OpenApiResource(Caller caller) {
    this.caller = caller;
  }

  /** As OpenAPI 3.1, with what the caller may do. */
  @GET
  @Path("/apps/{app}/openapi.json")
  public Response describe(@PathParam("app") String app) {
    return Answers.ok(new AppApi(caller.forms(app), app, caller.who(), caller.locale()).json());
  }
}
