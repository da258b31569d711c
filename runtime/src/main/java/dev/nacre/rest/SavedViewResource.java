package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.SavedView;
import dev.nacre.app.SavedViews;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.record.Forms;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The lists that people arranged and named: the caller's own, and the ones shared with them. */
@Path(FormPath.FORM)
public final class SavedViewResource {
  private static final String VIEWS = "/views";

  private final Caller caller;
  private final SavedViews views;

  SavedViewResource(Caller caller, SavedViews views) {
    this.caller = caller;
    this.views = views;
  }

  /** The views that the caller may pick. */
  @GET
  @Path(VIEWS)
  public Response list(@PathParam("app") String app, @PathParam("form") String form) {
    Identity who = caller.who();
    return Answers.ok(
        Answers.list(
            "views", views.of(app, caller.forms(app), form, who), view -> json(view, who)));
  }

  /** Keeps a new one. */
  @POST
  @Path(VIEWS)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @PathParam("app") String app, @PathParam("form") String form, byte @Nullable [] bytes) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    return Answers.status(201, json(views.create(app, forms, form, wish(bytes), who), who)).build();
  }

  /** Changes one. */
  @PUT
  @Path(VIEWS + "/{id}")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response change(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      byte @Nullable [] bytes) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    SavedViews.Wish wish = wish(bytes);
    return Answers.ok(json(views.change(app, forms, form, Parameters.id(id), wish, who), who));
  }

  /** Takes one away. */
  @DELETE
  @Path(VIEWS + "/{id}")
  public Response delete(
      @PathParam("app") String app, @PathParam("form") String form, @PathParam("id") String id) {
    views.delete(app, form, Parameters.id(id), caller.who());
    return Response.noContent().build();
  }

  private static SavedViews.Wish wish(byte @Nullable [] bytes) {
    JsonNode body = Bodies.checked("saved-view", bytes);
    var filter = new ArrayList<Condition>();
    body.path("filter").forEach(part -> filter.add(Condition.read(part)));
    var state =
        new SavedView.State(
            body.path("view").textValue(),
            body.path("text").asText(""),
            filter,
            body.path("sort").textValue(),
            texts(body.path("columns")));
    return new SavedViews.Wish(
        body.path("name").asText(), new LinkedHashSet<>(texts(body.path("roles"))), state);
  }

  private static List<String> texts(JsonNode array) {
    var texts = new ArrayList<String>();
    array.forEach(one -> texts.add(one.asText()));
    return texts;
  }

  private static ObjectNode json(SavedView view, Identity who) {
    ObjectNode json = Json.MAPPER.valueToTree(view.state());
    json.put("id", view.id().toString())
        .put("name", view.name())
        .put("owner", view.owner())
        .put("mine", view.of(who.id()));
    view.roles().stream().sorted().forEach(json.putArray("roles")::add);
    return json;
  }
}
