package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.past.PastEngine;
import dev.nacre.record.past.RestoreEngine;
import dev.nacre.record.past.Snapshot;
import dev.nacre.security.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The past of records: compared, found by its checksum, replayed, put back. */
@Path(FormPath.FORM)
public final class PastResource {
  private static final String RECORDS = "/records";
  private static final String RECORD = RECORDS + "/{id}";

  private final Caller caller;
  private final PastEngine past;
  private final RestoreEngine restores;
  private final Outcomes outcomes;

  PastResource(Caller caller, PastEngine past, RestoreEngine restores, Outcomes outcomes) {
    this.caller = caller;
    this.past = past;
    this.restores = restores;
    this.outcomes = outcomes;
  }

  /**
   * Takes a delete back, or puts a record back to one of its versions.
   *
   * @param version null means that a delete is taken back
   * @param fields ids with commas: only these are put back; null means all
   * @param dryRun whether it is only told what it would do
   */
  @POST
  @Path(RECORD + "/restore")
  public Response restore(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("version") @Nullable String version,
      @QueryParam("fields") @Nullable String fields,
      @QueryParam("dryRun") @Nullable String dryRun,
      @QueryParam("note") @Nullable String note,
      @HeaderParam("If-Match") @Nullable String match) {
    Identity who = caller.who();
    UUID uuid = Parameters.id(id);
    Forms forms = caller.forms(app, form, uuid);
    String why = Notes.read(note);
    if (version == null) {
      Change change = Change.restore(uuid, Parameters.ifMatch(match)).noting(why);
      return outcomes.answer(200, forms, app, outcomes.write(forms, form, change, who), who);
    }
    var wish =
        new RestoreEngine.Wish(
            form,
            uuid,
            Parameters.number("version", version, Integer.MAX_VALUE),
            Parameters.list(fields),
            Parameters.ifMatch(match),
            why);
    wish.fields().stream()
        .filter(f -> forms.get(form).field(f).isEmpty())
        .findFirst()
        .ifPresent(
            f -> {
              throw Parameters.wrong("fields", f, "ids of fields");
            });
    Origin origin = Origin.of(Origin.Kind.API);
    if (Parameters.flag("dryRun", dryRun)) {
      return Answers.ok(
          PastJson.restoration(restores.preview(forms, wish, who, origin), caller.locale()));
    }
    Outcome outcome = Outcomes.unlessFailed(restores.restore(forms, wish, who, origin));
    return outcomes.answer(200, forms, app, outcome, who);
  }

  /**
   * What differs between two versions.
   *
   * @param from null means the one before {@code to}
   * @param to null means the newest
   */
  @GET
  @Path(RECORD + "/compare")
  public Response compare(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("from") @Nullable String from,
      @QueryParam("to") @Nullable String to) {
    UUID uuid = Parameters.id(id);
    Identity who = caller.who();
    Forms forms = caller.forms(app, form, uuid);
    long second = to == null ? past.newest(forms, form, uuid, who) : number("to", to);
    long first = from == null ? Math.max(1, second - 1) : number("from", from);
    return Answers.ok(PastJson.comparison(past.compare(forms, form, uuid, first, second, who)));
  }

  /**
   * How the computed values of a version came about.
   *
   * @param version null means the newest
   */
  @GET
  @Path(RECORD + "/calculation")
  public Response calculation(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("version") @Nullable String version) {
    UUID uuid = Parameters.id(id);
    Identity who = caller.who();
    Forms forms = caller.forms(app, form, uuid);
    long number =
        version == null ? past.newest(forms, form, uuid, who) : number("version", version);
    ObjectNode body = Answers.object().put("version", number);
    body.set(
        "steps",
        PastJson.calculation(past.calculation(forms, form, uuid, number, who), caller.locale()));
    return Answers.ok(body);
  }

  /** The version that has that checksum, whether it is still the newest, and its calculation. */
  @GET
  @Path(RECORDS + ":version")
  public Response version(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("checksum") @Nullable String checksum) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    Snapshot found = past.find(forms, form, checksum == null ? "" : checksum, who);
    Forms own = caller.forms(app, form, found.record());
    return Answers.ok(
        PastJson.snapshot(
            found,
            past.calculation(own, form, found.record(), found.version().number(), who),
            caller.locale()));
  }

  private static long number(String name, String text) {
    return Parameters.number(name, text, Integer.MAX_VALUE);
  }
}
