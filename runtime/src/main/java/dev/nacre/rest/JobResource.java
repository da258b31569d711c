package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.RefusalFile;
import dev.nacre.record.transfer.RefusalStore;
import dev.nacre.record.transfer.TableWriter;
import dev.nacre.record.transfer.UndoEngine;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.StreamingOutput;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Long work: how far it is, and stopping it. A person sees their own, an administrator all. */
@Path("/api/v1")
public final class JobResource {
  /** Problems of each job in a list; the job itself tells all that are kept. */
  private static final int FEW = 10;

  private final Caller caller;
  private final JobStore jobs;
  private final JobAccess access;
  private final RefusalStore refusals;
  private final UndoEngine undos;

  JobResource(
      Caller caller, JobStore jobs, JobAccess access, RefusalStore refusals, UndoEngine undos) {
    this.access = access;
    this.caller = caller;
    this.jobs = jobs;
    this.refusals = refusals;
    this.undos = undos;
  }

  /** Jobs, newest first; {@code next} is the {@code cursor} of the following page. */
  @GET
  @Path("/apps/{app}/jobs")
  public Response list(
      @PathParam("app") String app,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Identity who = caller.who();
    caller.forms(app);
    int most = Parameters.limit(limit);
    UUID before = Parameters.id("cursor", cursor);
    String whose = who.administrator() ? null : who.id();
    List<Job> page = jobs.list(new JobStore.Page(app, whose, before, most + 1));
    boolean more = page.size() > most;
    List<Job> shown = more ? page.subList(0, most) : page;
    ObjectNode body = Answers.list("jobs", shown, job -> json(job, FEW, caller.locale()));
    body.put("next", more ? shown.getLast().id().toString() : null);
    return Answers.ok(body);
  }

  /** One job with its progress and problems. */
  @GET
  @Path("/apps/{app}/jobs/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    return Answers.ok(json(find(app, Parameters.id(id)), caller.locale()));
  }

  /** Stops it; what is done stays done. */
  @POST
  @Path("/apps/{app}/jobs/{id}/cancel")
  @Consumes(MediaType.WILDCARD)
  public Response cancel(@PathParam("app") String app, @PathParam("id") String id) {
    Job job = find(app, Parameters.id(id));
    if (!jobs.cancel(app, job.id()) && job.finishedAt() == null) {
      throw RequestException.notFound("job_unknown", id);
    }
    return Answers.ok(json(find(app, job.id()), caller.locale()));
  }

  /** Takes back what an import or bulk work did; a job of its own. */
  @POST
  @Path("/apps/{app}/jobs/{id}/undo")
  @Consumes(MediaType.WILDCARD)
  public Response undo(@PathParam("app") String app, @PathParam("id") String id) {
    Job job = find(app, Parameters.id(id));
    Job undo = undos.start(caller.forms(app), job, caller.who());
    return accepted(app, undo, caller.locale());
  }

  /** The rows of a file that were not taken: as they stood there, and why. */
  @GET
  @Path("/apps/{app}/jobs/{id}/refused.csv")
  public Response refused(@PathParam("app") String app, @PathParam("id") String id) {
    Job job = find(app, Parameters.id(id));
    Locale locale = caller.locale();
    StreamingOutput body = out -> new RefusalFile(refusals).write(job, locale, out);
    return Response.ok(body)
        .header(HttpHeaders.CONTENT_TYPE, TableWriter.Format.CSV.mediaType())
        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"refused.csv\"")
        .build();
  }

  private Job find(String app, UUID id) {
    return access.find(app, id, caller.who());
  }

  static Response accepted(String app, Job job, Locale locale) {
    return Answers.status(202, json(job, locale))
        .location(URI.create("/api/v1/apps/" + app + "/jobs/" + job.id()))
        .build();
  }

  private static ObjectNode json(Job job, Locale locale) {
    return json(job, Integer.MAX_VALUE, locale);
  }

  private static ObjectNode json(Job job, int problems, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", job.id().toString()).put("kind", job.kind()).put("subject", job.subject());
    node.put("action", job.action());
    node.put("file", job.file()).put("state", job.state().id()).put("dryRun", job.dryRun());
    node.put("rows", job.rows()).put("total", job.total()).put("done", job.done());
    node.put("created", job.created()).put("updated", job.updated());
    node.put("unchanged", job.unchanged()).put("failed", job.failed());
    node.put("undoes", text(job.undoes())).put("undoneBy", text(job.undoneBy()));
    node.set(
        "problems", ProblemJson.list(job.problems().stream().limit(problems).toList(), locale));
    node.put("startedBy", job.who()).put("startedAt", job.startedAt().toString());
    node.put("finishedAt", job.finishedAt() == null ? null : job.finishedAt().toString());
    return node;
  }

  private static @Nullable String text(@Nullable UUID id) {
    return id == null ? null : id.toString();
  }
}
