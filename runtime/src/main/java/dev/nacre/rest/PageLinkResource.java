package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.Apps;
import dev.nacre.app.PageLinks;
import dev.nacre.app.PageLinks.Link;
import dev.nacre.record.NotFoundException;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Links to public pages: made, seen, ended. */
@Path("/api/v1")
public final class PageLinkResource {
  private final Caller caller;
  private final Apps apps;
  private final PageLinks links;
  private final InstantSource clock;

  PageLinkResource(Caller caller, Apps apps, PageLinks links, InstantSource clock) {
    this.caller = caller;
    this.apps = apps;
    this.links = links;
    this.clock = clock;
  }

  /** Makes a link; what it ends in is told this once. */
  @POST
  @Path("/apps/{app}/pages/{page}/links")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @PathParam("app") String app, @PathParam("page") String page, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    Set<String> known = apps.serving(app).documents().pages().keySet();
    if (!known.contains(page)) {
      throw NotFoundException.of("page_unknown", page, known);
    }
    JsonNode body = Bodies.checkedOrEmpty("page-link", bytes);
    Instant expires = Bodies.end(body, clock, "page_link_past");
    String note = body.hasNonNull("note") ? body.get("note").asText() : null;
    PageLinks.Made made = links.create(app, page, note, expires, who);
    ObjectNode answer = json(made.link());
    answer.put("token", made.token()).put("path", "/p/" + made.token());
    return Answers.status(201, answer).build();
  }

  /** The links of an app, newest first. */
  @GET
  @Path("/apps/{app}/page-links")
  public Response list(@PathParam("app") String app) {
    caller.administrator();
    caller.forms(app);
    return Answers.ok(Answers.list("links", links.of(app), this::json));
  }

  /** Ends a link. */
  @DELETE
  @Path("/apps/{app}/page-links/{id}")
  public Response revoke(@PathParam("app") String app, @PathParam("id") String id) {
    links.revoke(app, Parameters.id(id), caller.administrator());
    return Response.noContent().build();
  }

  private ObjectNode json(Link link) {
    return Answers.object()
        .put("id", link.id().toString())
        .put("page", link.page())
        .put("note", link.note())
        .put("createdBy", link.createdBy())
        .put("createdAt", link.createdAt().toString())
        .put("expiresAt", link.expiresAt() == null ? null : link.expiresAt().toString())
        .put("revokedAt", link.revokedAt() == null ? null : link.revokedAt().toString())
        .put("works", link.worksAt(clock.instant()));
  }
}
