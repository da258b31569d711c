package dev.nacre.rest;

import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.transfer.ExportPlan;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Records as a file, page by page, so that a million of them need no more memory than one page. */
@Path(FormPath.FORM)
public final class ExportResource {
  private static final int PAGE = 500;

  private final Caller caller;
  private final RecordEngine records;

  ExportResource(Caller caller, RecordEngine records) {
    this.caller = caller;
    this.records = records;
  }

  /**
   * Exports what the caller may export of what they ask for.
   *
   * @param lines a table: then there is a row for each of its lines; null means a row for each
   *     record
   */
  @GET
  @Path("/records:export")
  public Response export(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("format") @Nullable String format,
      @QueryParam("filter") @Nullable String filter,
      @QueryParam("sort") @Nullable String sort,
      @QueryParam("lines") @Nullable String lines) {
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
    Query ordered = order.isEmpty() ? query : query.sortedBy(order);
    boolean workbook = "xlsx".equals(format);
    ExportPlan plan =
        ExportPlan.of(
            known,
            lines == null ? null : table(known, lines, access),
            ExportPlan.hidden(known, access),
            !workbook,
            forms.zone(),
            caller.locale());
    ExportFormat out =
        ExportFormat.of(format, plan, known.definition().title().in(caller.locale()));
    Set<String> links = workbook ? plan.links() : Set.of();
    Query asked = ordered.expanding(links);
    Query first = workbook && lines == null ? asked.withoutLines() : asked;
    Page begin =
        records.query(
            forms, first, who, Action.EXPORT); // what doesn't fit is said before the first byte
    StreamingOutput body =
        stream -> {
          out.begin(stream);
          Page page = begin;
          while (true) {
            for (StoredRecord record : page.records()) {
              out.record(records.json(forms, record, links, who));
            }
            if (page.next() == null) {
              break;
            }
            page = records.query(forms, first.after(page.next()), who, Action.EXPORT);
          }
          out.end();
        };
    return Response.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, out.mediaType())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            "attachment; filename=\"" + form + "." + out.ending() + "\"")
        .build();
  }

  private static Field table(Form form, String lines, FormAccess access) {
    return form.field(lines)
        .filter(f -> f.lines() && !access.hidden().contains(f.id()))
        .orElseThrow(
            () ->
                Parameters.wrong(
                    "lines",
                    lines,
                    form.tables().stream()
                        .map(Field::id)
                        .filter(id -> !access.hidden().contains(id))
                        .collect(Collectors.joining(", "))));
  }
}
