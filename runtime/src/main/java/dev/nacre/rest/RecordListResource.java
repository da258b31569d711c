package dev.nacre.rest;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.RecordJson;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Lists of records: filtered, sorted, page by page. */
@Path(FormPath.FORM)
public final class RecordListResource {
  private static final String RECORDS = "/records";

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
    RecordJson shown =
        records.shown(
            forms, forms.get(asked.query().form()), asked.fields(), asked.query().expand(), who);
    return Answers.status(200, out -> write(page, shown, out)).build();
  }

  private static void write(Page page, RecordJson shown, JsonGenerator out) throws IOException {
    out.writeStartObject();
    out.writeArrayFieldStart("records");
    for (StoredRecord record : page.records()) {
      shown.write(record, out);
    }
    out.writeEndArray();
    out.writeStringField("next", page.next());
    out.writeFieldName("count");
    if (page.count() == null) {
      out.writeNull();
    } else {
      out.writeNumber(page.count());
    }
    out.writeEndObject();
  }
}
