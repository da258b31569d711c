package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.AppAddress;
import dev.nacre.metadata.Problems;
import dev.nacre.record.Forms;
import dev.nacre.security.Accounts;
import dev.nacre.security.Identity;
import dev.nacre.security.Members;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Who holds which role of an app. */
@Path("/api/v1")
public final class MemberResource {
  private final Caller caller;
  private final Accounts accounts;
  private final Members members;

  MemberResource(Caller caller, Accounts accounts, Members members) {
    this.caller = caller;
    this.accounts = accounts;
    this.members = members;
  }

  /** The members and their roles. */
  @GET
  @Path("/apps/{app}/members")
  public Response list(@PathParam("app") String app) {
    caller.administrator();
    Forms forms = caller.forms(app);
    return Answers.ok(
        Answers.list(
            "members",
            new ArrayList<>(members.of(forms.app()).entrySet()),
            entry -> json(entry.getKey(), entry.getValue())));
  }

  /** Gives a user exactly these roles. */
  @PUT
  @Path("/apps/{app}/members/{user}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response set(
      @PathParam("app") String app, @PathParam("user") String user, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    Forms forms = caller.forms(app);
    JsonNode body = Bodies.checked("member", bytes);
    if (accounts.find(user).isEmpty()) {
      throw RequestException.notFound("user_unknown", user);
    }
    Set<String> roles = new TreeSet<>();
    var problems = new Problems();
    JsonNode wished = body.path("roles");
    for (int i = 0; i < wished.size(); i++) {
      String role = wished.get(i).textValue();
      roles.add(role);
      if (!forms.permissions().roles().contains(role)) {
        String known = String.join(", ", new TreeSet<>(forms.permissions().roles()));
        problems.add("/roles/" + i, "role_unknown", role, known);
      }
    }
    if (!problems.isEmpty()) {
      throw RequestException.invalid(problems.list());
    }
    members.set(AppAddress.read(app).id(), user, roles, who);
    return Answers.ok(json(user, roles));
  }

  private static ObjectNode json(String user, Set<String> roles) {
    ObjectNode node = Answers.object().put("user", user);
    ArrayNode list = node.putArray("roles");
    roles.forEach(list::add);
    return node;
  }
}
