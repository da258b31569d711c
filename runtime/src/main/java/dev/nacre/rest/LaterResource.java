package dev.nacre.rest;

import dev.nacre.metadata.Problem;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.util.List;

/** Addresses of the contract that aren't built yet: they say so, instead of being unknown. */
@Path("/api/v1")
public final class LaterResource {
  private final Caller caller;

  LaterResource(Caller caller) {
    this.caller = caller;
  }

  /** The description of one app's API. */
  @GET
  @Path("/apps/{app}/openapi.json")
  public Response openApi(@PathParam("app") String app) {
    return later(app, "openapi_later");
  }

  private Response later(String app, String code) {
    caller.who();
    caller.forms(app);
    return ProblemJson.response(501, List.of(Problem.at("", code)), caller.locale());
  }
}
