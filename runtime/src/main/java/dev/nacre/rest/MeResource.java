package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.security.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Response;
import java.util.TreeMap;
import java.util.TreeSet;

/** Who is calling. */
@Path("/api/v1")
public final class MeResource {
  private final Caller caller;

  MeResource(Caller caller) {
    this.caller = caller;
  }

  /** The caller's account and roles. */
  @GET
  @Path("/me")
  public Response me() {
    Identity who = caller.who();
    ObjectNode body = Answers.object();
    body.put("id", who.id());
    body.put("name", who.name());
    body.put("administrator", who.administrator());
    ObjectNode roles = body.putObject("roles");
    new TreeMap<>(who.roles())
        .forEach(
            (app, held) -> {
              ArrayNode list = roles.putArray(app);
              new TreeSet<>(held).forEach(list::add);
            });
    return Answers.ok(body);
  }
}
