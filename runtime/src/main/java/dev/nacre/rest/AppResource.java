package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.Apps;
import dev.nacre.app.Packs;
import dev.nacre.app.change.Difference;
import dev.nacre.app.change.DifferenceWords;
import dev.nacre.app.change.Merge;
import dev.nacre.metadata.AppFiles;
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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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
  public Response install(
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("mode") @Nullable String mode,
      @QueryParam("take") @Nullable List<String> take,
      @QueryParam("keep") @Nullable List<String> keep,
      byte @Nullable [] zip) {
    Identity who = caller.administrator();
    if (zip == null || zip.length == 0) {
      throw RequestException.unreadable("", "pack_empty");
    }
    Packs.Mode how = mode(mode);
    Merge.Choice choice = choice(take, keep);
    if (Parameters.flag("dryRun", dryRun)) {
      return Answers.ok(json(packs.dryRun(zip, how, choice)));
    }
    Packs.Installed installed = packs.install(zip, how, choice, who);
    ObjectNode body = Answers.object();
    body.put("app", installed.app()).put("version", installed.version());
    return Answers.status(201, body)
        .location(URI.create("/api/v1/apps/" + installed.app() + "/versions"))
        .build();
  }

  private static Packs.Mode mode(@Nullable String text) {
    for (Packs.Mode mode : Packs.Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    if (text != null) {
      throw Parameters.wrong("mode", text, "merge, replace");
    }
    return Packs.Mode.MERGE;
  }

  /** Items by their keys; {@code all} means every one. */
  private static Merge.Choice choice(@Nullable List<String> take, @Nullable List<String> keep) {
    return new Merge.Chosen(
        take == null ? Set.of() : Set.copyOf(take), keep == null ? Set.of() : Set.copyOf(keep));
  }

  private ObjectNode json(Packs.DryRun dryRun) {
    Locale locale = caller.locale();
    var files = new LinkedHashMap<String, String>();
    for (Difference change : Difference.between(dryRun.here(), dryRun.result())) {
      files.merge(
          change.file(),
          change.path().isEmpty() ? change.kind() : "changed",
          (one, other) -> "changed");
    }
    ObjectNode body =
        Answers.list(
            "changes",
            List.copyOf(files.entrySet()),
            e -> Answers.object().put("file", e.getKey()).put("change", e.getValue()));
    body.put("app", dryRun.app());
    AppFiles both = dryRun.here();
    var words = new DifferenceWords(both, dryRun.result(), locale);
    ArrayNode items = body.putArray("items");
    for (Merge.Item item : dryRun.items()) {
      ObjectNode one = Differences.json(item.difference(), words);
      one.put("item", item.key())
          .put("changedBy", item.cause().id())
          .put("gets", item.taken().id());
      items.add(one);
    }
    body.set("problems", ProblemJson.list(dryRun.problems(), locale));
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
