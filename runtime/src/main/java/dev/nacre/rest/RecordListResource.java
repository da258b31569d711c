package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/** Lists of records: filtered, sorted, page by page. */
@Path("/api/v1")
public final class RecordListResource {
  private static final String RECORDS = "/apps/{app}/forms/{form}/records";

  private final Caller caller;
  private final RecordEngine records;

  RecordListResource(Caller caller, RecordEngine records) {
    this.caller = caller;
    this.records = records;
  }

  /** Answers a question that stands in the address. */
  @GET
  @Path(RECORDS)
  public Response list(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("fields") @Nullable String fields,
      @QueryParam("count") @Nullable String count,
      @QueryParam("expand") @Nullable String expand,
      @QueryParam("deleted") @Nullable String deleted) {
    Forms forms = caller.forms(app);
    Form known = forms.get(form);
    QueryReader asked = QueryReader.of(known, filter, sort, limit, cursor, fields, count, expand);
    return answer(forms, asked.ofDeleted(Parameters.flag("deleted", deleted)));
  }

  /** Answers a question that stands in the body. */
  @POST
  @Path(RECORDS + ":query")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response query(
      @PathParam("app") String app, @PathParam("form") String form, byte @Nullable [] body) {
    Forms forms = caller.forms(app);
    return answer(forms, QueryReader.of(forms.get(form), body));
  }

  private Response answer(Forms forms, QueryReader asked) {
    Identity who = caller.who();
    Page page = records.query(forms, asked.query(), who);
    ObjectNode body =
        Answers.list(
            "records",
            page.records(),
            record -> asked.show(records.json(forms, record, asked.query().expand(), who)));
    body.put("next", page.next());
    body.put("count", page.count());
    return Answers.ok(body);
  }
}
