package dev.nacre.rest;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Records as a file, page by page, so that a million of them need no more memory than one page. */
@Path("/api/v1")
public final class ExportResource {
  private static final int PAGE = 500;

  private final Caller caller;
  private final RecordEngine records;

  ExportResource(Caller caller, RecordEngine records) {
    this.caller = caller;
    this.records = records;
  }

  /** Exports what the caller may export of what they ask for. */
  @GET
  @Path("/apps/{app}/forms/{form}/records:export")
  public Response export(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("format") @Nullable String format,
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("sort") @Nullable String sort) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    Form known = forms.get(form);
    var access = forms.permissions().on(form, who);
    if (!access.may(Action.EXPORT)) {
      throw new ForbiddenException(Problem.at("", "not_allowed", "export", form));
    }
    Condition condition = filter == null ? null : QueryReader.condition(filter);
    List<Query.Sort> order = Parameters.list(sort).stream().map(Query.Sort::read).toList();
    Query query = Query.of(form).where(condition).limit(PAGE);
    Query first = order.isEmpty() ? query : query.sortedBy(order);
    ExportFormat out = ExportFormat.of(format, known, access.hidden());
    Page begin =
        records.query(
            forms, first, who, Action.EXPORT); // what doesn't fit is said before the first byte
    StreamingOutput body =
        stream -> {
          out.begin(stream);
          Page page = begin;
          while (true) {
            for (StoredRecord record : page.records()) {
              out.row(stream, records.json(forms, record, Set.of(), who));
            }
            if (page.next() == null) {
              break;
            }
            page = records.query(forms, first.after(page.next()), who, Action.EXPORT);
          }
          out.end(stream);
        };
    return Response.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, out.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + form + "." + out.ending() + "\"")
        .build();
  }
}
