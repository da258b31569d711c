package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.Apps;
import dev.nacre.app.Packs;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The apps, and apps as packs. */
@Path("/api/v1")
public final class AppResource {
  private static final String ZIP = "application/zip";

  private final Caller caller;
  private final Apps apps;
  private final Packs packs;

  AppResource(Caller caller, Apps apps, Packs packs) {
    this.caller = caller;
    this.apps = apps;
    this.packs = packs;
  }

  /** The apps that the caller may open. */
  @GET
  @Path("/apps")
  public Response list() {
    Locale locale = caller.locale();
    return Answers.ok(
        Answers.list(
            "apps",
            apps.list(caller.who()),
            app -> {
              ObjectNode node = Answers.object();
              node.put("id", app.id());
              node.put("name", app.title().in(locale));
              node.put("version", app.version() == 0 ? null : app.version());
              return node;
            }));
  }

  /** Installs a pack, or says what that would do. */
  @POST
  @Path("/apps:import")
  @Consumes({ZIP, "application/octet-stream", "application/x-zip-compressed"})
  public Response install(@QueryParam("dryRun") @Nullable String dryRun, byte @Nullable [] zip) {
    Identity who = caller.administrator();
    if (zip == null || zip.length == 0) {
      throw RequestException.unreadable("", "pack_empty");
    }
    if (Parameters.flag("dryRun", dryRun)) {
      return Answers.ok(json(packs.dryRun(zip)));
    }
    Packs.Installed installed = packs.install(zip, who);
    ObjectNode body = Answers.object();
    body.put("app", installed.app()).put("version", installed.version());
    return Answers.status(201, body)
        .location(URI.create("/api/v1/apps/" + installed.app() + "/versions"))
        .build();
  }

  private ObjectNode json(Packs.DryRun dryRun) {
    ObjectNode body =
        Answers.list(
            "changes",
            dryRun.changes(),
            change -> Answers.object().put("file", change.file()).put("change", change.change()));
    body.put("app", dryRun.app());
    body.set("problems", ProblemJson.list(dryRun.problems(), caller.locale()));
    return body;
  }

  /** The version served now, as a zip. */
  @GET
  @Path("/apps/{app}/export")
  public Response export(@PathParam("app") String app) {
    caller.administrator();
    return Response.ok(packs.export(app))
        .header(HttpHeaders.CONTENT_TYPE, ZIP)
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + app + ".zip\"")
        .build();
  }
}
