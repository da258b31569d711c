package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.RecordJson;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PATCH;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One record: create, read, change, delete, restore. */
@Path(FormPath.FORM)
public final class RecordResource {
  private static final String RECORDS = "/records";
  private static final String RECORD = RECORDS + "/{id}";
  private static final String MERGE_PATCH = "application/merge-patch+json";

  private final Caller caller;
  private final RecordEngine records;
  private final Outcomes outcomes;
  private final PastRecords past;
  private final IdempotencyStore once;

  RecordResource(
      Caller caller,
      RecordEngine records,
      Outcomes outcomes,
      PastRecords past,
      IdempotencyStore once) {
    this.caller = caller;
    this.records = records;
    this.outcomes = outcomes;
    this.past = past;
    this.once = once;
  }

  /** Creates a record. */
  @POST
  @Path(RECORDS)
  @Consumes(MediaType.APPLICATION_JSON)
  public Response create(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("note") @Nullable String note,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      byte @Nullable [] body) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    forms.get(form);
    return once.run(
        key,
        who,
        app + "/" + form,
        body,
        () -> {
          ObjectNode data = Bodies.object(body);
          Change change = Change.create(data).noting(Notes.read(note));
          Outcome outcome = outcomes.write(forms, form, change, who);
          return outcomes.answer(201, forms, app, outcome, who);
        });
  }

  /** Reads a record, as it is now or as it was at a version. */
  @GET
  @Path(RECORD)
  public Response read(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("expand") @Nullable String expand,
      @QueryParam("version") @Nullable String version) {
    Identity who = caller.who();
    UUID uuid = Parameters.id(id);
    Forms forms = caller.forms(app, form, uuid);
    Set<String> links = Expansions.of(forms.get(form), expand);
    if (version != null) {
      int number = Parameters.number("version", version, Integer.MAX_VALUE);
      return Answers.status(200, past.at(forms, form, uuid, number, links, who))
          .header(HttpHeaders.ETAG, Answers.etag(number))
          .build();
    }
    StoredRecord record = find(forms, form, uuid, links, who);
    RecordJson shown = records.shown(forms, record.form(), Set.of(), links, who);
    return Answers.status(200, out -> shown.write(record, out))
        .header(HttpHeaders.ETAG, Answers.etag(record.version()))
        .build();
  }

  private StoredRecord find(Forms forms, String form, UUID id, Set<String> links, Identity who) {
    return records
        .find(forms, form, id, links, who)
        .orElseThrow(() -> RequestException.notFound("record_not_found"));
  }

  /** Changes a record: a merge patch. */
  @PATCH
  @Path(RECORD)
  @Consumes({MediaType.APPLICATION_JSON, MERGE_PATCH})
  public Response change(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("note") @Nullable String note,
      @HeaderParam("If-Match") @Nullable String match,
      byte @Nullable [] body) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    forms.get(form);
    ObjectNode patch = Bodies.object(body);
    Change change =
        Change.update(Parameters.id(id), Parameters.ifMatch(match), patch).noting(Notes.read(note));
    return outcomes.answer(200, forms, app, outcomes.write(forms, form, change, who), who);
  }

  /** Deletes a record; it can be restored. */
  @DELETE
  @Path(RECORD)
  public Response delete(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("note") @Nullable String note,
      @HeaderParam("If-Match") @Nullable String match) {
    Forms forms = caller.forms(app);
    Form known = forms.get(form);
    Change change =
        Change.delete(Parameters.id(id), Parameters.ifMatch(match)).noting(Notes.read(note));
    outcomes.write(forms, known.id(), change, caller.who());
    return Response.noContent().build();
  }

  /** What happened to a record, newest first. */
  @GET
  @Path(RECORD + "/history")
  public Response history(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Forms forms = caller.forms(app, form, Parameters.id(id));
    int most = limit == null ? Parameters.MOST : Parameters.limit(limit);
    long before =
        cursor == null ? Long.MAX_VALUE : Parameters.number("cursor", cursor, Integer.MAX_VALUE);
    return Answers.ok(past.history(forms, form, Parameters.id(id), before, most, caller.who()));
  }
}
