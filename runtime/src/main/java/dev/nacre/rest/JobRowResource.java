package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.transfer.BulkFile;
import dev.nacre.record.transfer.BulkRow;
import dev.nacre.record.transfer.BulkRows;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.TableWriter;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What became of each record of work on many. */
@Path("/api/v1")
public final class JobRowResource {
  private final Caller caller;
  private final JobAccess jobs;
  private final BulkRows rows;

  JobRowResource(Caller caller, JobAccess jobs, BulkRows rows) {
    this.caller = caller;
    this.jobs = jobs;
    this.rows = rows;
  }

  /** Its rows, in the order of the selection. */
  @GET
  @Path("/apps/{app}/jobs/{id}/rows")
  public Response rows(
      @PathParam("app") String app,
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Job job = jobs.find(app, Parameters.id(id), caller.who());
    int most = Parameters.limit(limit);
    long after = cursor == null ? 0 : Parameters.number("cursor", cursor, Integer.MAX_VALUE);
    List<BulkRow> page = rows.after(job.id(), after, most + 1);
    boolean more = page.size() > most;
    List<BulkRow> shown = more ? page.subList(0, most) : page;
    ObjectNode body = BulkResource.rows(shown, caller.locale());
    return Answers.ok(body.put("next", more ? String.valueOf(shown.getLast().row()) : null));
  }

  /** The same as a file. */
  @GET
  @Path("/apps/{app}/jobs/{id}/results.csv")
  public Response results(@PathParam("app") String app, @PathParam("id") String id) {
    Job job = jobs.find(app, Parameters.id(id), caller.who());
    Locale locale = caller.locale();
    StreamingOutput body = out -> new BulkFile(rows).write(job, locale, out);
    return Response.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, TableWriter.Format.CSV.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"results.csv\"")
        .build();
  }
}
