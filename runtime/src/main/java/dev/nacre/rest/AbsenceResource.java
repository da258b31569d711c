package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.security.Absence;
import dev.nacre.security.Absences;
import dev.nacre.security.Accounts;
import dev.nacre.security.Audit;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identities;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** When people are away, and who acts on their tasks meanwhile. */
@Path("/api/v1/users/{user}/absence")
public final class AbsenceResource {
  private final Caller caller;
  private final Accounts accounts;
  private final Identities identities;
  private final Absences absences;
  private final Audit audit;

  AbsenceResource(
      Caller caller, Accounts accounts, Identities identities, Absences absences, Audit audit) {
    this.caller = caller;
    this.accounts = accounts;
    this.identities = identities;
    this.absences = absences;
    this.audit = audit;
  }

  /** One's own, or for administrators anybody's; 404 when nothing is said. */
  @GET
  public Response read(@PathParam("user") String user) {
    String whose = whose(user);
    return Answers.ok(
        absences
            .find(whose)
            .map(AbsenceResource::json)
            .orElseThrow(() -> RequestException.notFound("absence_none", whose)));
  }

  /** Says when somebody is away, in place of what was said before. */
  @PUT
  @Consumes(MediaType.APPLICATION_JSON)
  public Response put(@PathParam("user") String user, byte @Nullable [] bytes) {
    String whose = whose(user);
    JsonNode body = Bodies.checked("absence", bytes);
    var absence =
        new Absence(
            whose,
            Absences.day(body.path("from").asText(), "/from"),
            Absences.day(body.path("until").asText(), "/until"),
            body.path("deputy").asText());
    absences.set(absence, deputy -> identities.find(deputy).isPresent());
    log("absence_set", absence.from() + ".." + absence.until() + " " + absence.deputy(), whose);
    return Answers.ok(json(absence));
  }

  /** Says that somebody is there. */
  @DELETE
  public Response delete(@PathParam("user") String user) {
    String whose = whose(user);
    absences.clear(whose);
    log("absence_clear", "", whose);
    return Response.noContent().build();
  }

  private void log(String action, String what, String whose) {
    audit.log(caller.who(), action, null, (whose + " " + what).strip());
  }

  /** {@code me} is the caller. */
  private String whose(String user) {
    Identity who = caller.who();
    if (user.equals("me") || user.equals(who.id())) {
      return who.id();
    }
    ForbiddenException.unlessAdministrator(who);
    return accounts
        .find(user)
        .orElseThrow(() -> RequestException.notFound("user_unknown", user))
        .id();
  }

  private static ObjectNode json(Absence absence) {
    return Answers.object()
        .put("from", absence.from().toString())
        .put("until", absence.until().toString())
        .put("deputy", absence.deputy());
  }
}
