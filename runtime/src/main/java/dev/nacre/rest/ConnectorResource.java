package dev.nacre.rest;

import dev.nacre.connector.FileEngine;
import dev.nacre.record.transfer.Job;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Runs a connector's ingest now. */
@Path("/api/v1")
public final class ConnectorResource {
  private final Caller caller;
  private final FileEngine files;

  ConnectorResource(Caller caller, FileEngine files) {
    this.caller = caller;
    this.files = files;
  }

  /** Takes a file in through a file connector; the body is the file. */
  @POST
  @Path("/apps/{app}/connectors/{connector}/run")
  @Consumes(MediaType.WILDCARD)
  public Response run(
      @PathParam("app") String app,
      @PathParam("connector") String connector,
      @QueryParam("name") @Nullable String name,
      InputStream body) {
    var who = caller.administrator();
    caller.forms(app);
    Job job = files.ingest(app, connector, body, name == null ? "upload" : name, who);
    return JobResource.accepted(app, job, caller.locale());
  }
}
