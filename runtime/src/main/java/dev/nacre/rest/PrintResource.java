package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.Apps;
import dev.nacre.app.CompiledApp;
import dev.nacre.record.Attachment;
import dev.nacre.record.file.FileStore;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Records on paper. */
@Path(FormPath.FORM)
public final class PrintResource {
  private static final String PDF = "application/pdf";

  private final Caller caller;
  private final Apps apps;
  private final PrintEngine prints;
  private final FileStore files;

  PrintResource(Caller caller, Apps apps, PrintEngine prints, FileStore files) {
    this.caller = caller;
    this.apps = apps;
    this.prints = prints;
    this.files = files;
  }

  /** One record as PDF. */
  @GET
  @Path("/records/{id}/print/{print}")
  public Response one(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @PathParam("print") String print) {
    Identity who = caller.who();
    CompiledApp open = apps.serving(app);
    open.forms().get(form);
    PrintEngine.Output output =
        prints.print(
            open.documents().prints(),
            open.forms(),
            form,
            print,
            List.of(Parameters.id(id)),
            who,
            caller.locale());
    if (output.pdf() == null) {
      var problem = output.results().getFirst().problem();
      if (problem == null || problem.code().equals("record_unknown")) {
        throw RequestException.notFound("record_not_found");
      }
      throw RequestException.invalid(List.of(problem));
    }
    return Downloads.safely(Response.ok(output.pdf()), PDF, print + ".pdf", true).build();
  }

  /** Several records in one PDF, which is kept as a file; each is told what became of it. */
  @POST
  @Path("/records:print")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response several(
      @PathParam("app") String app, @PathParam("form") String form, byte @Nullable [] bytes) {
    Identity who = caller.who();
    CompiledApp open = apps.serving(app);
    open.forms().get(form);
    JsonNode body = Bodies.checked("print", bytes);
    var ids = new ArrayList<UUID>();
    body.path("ids").forEach(id -> ids.add(Parameters.id(id.asText())));
    String print = body.path("print").asText();
    PrintEngine.Output output =
        prints.print(
            open.documents().prints(), open.forms(), form, print, ids, who, caller.locale());
    ObjectNode answer = Answers.object();
    ArrayNode results = answer.putArray("results");
    for (PrintEngine.Printed printed : output.results()) {
      ObjectNode one = results.addObject().put("id", printed.id().toString());
      one.put("status", printed.problem() == null ? "printed" : "failed");
      one.set(
          "problems",
          ProblemJson.list(
              printed.problem() == null ? List.of() : List.of(printed.problem()), caller.locale()));
    }
    if (output.pdf() != null) {
      Attachment file =
          files.add(open.forms(), print + ".pdf", PDF, new ByteArrayInputStream(output.pdf()), who);
      answer
          .putObject("file")
          .put("id", file.id())
          .put("name", file.name())
          .put("type", file.type())
          .put("size", file.size());
    }
    return Answers.ok(answer);
  }
}
