package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Compared;
import dev.nacre.connector.Connection;
import dev.nacre.connector.Connections;
import dev.nacre.connector.FileEngine;
import dev.nacre.connector.PollEngine;
import dev.nacre.connector.PollState;
import dev.nacre.connector.TotalsEngine;
import dev.nacre.event.PaceState;
import dev.nacre.record.transfer.Job;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs a connector's ingest now. */
@Path("/api/v1")
public final class ConnectorResource {
  private static final Duration WEEK = Duration.ofDays(7);

  private final Caller caller;
  private final FileEngine files;
  private final PollEngine polls;
  private final Connections connections;
  private final TotalsEngine totals;

  ConnectorResource(
      Caller caller,
      FileEngine files,
      PollEngine polls,
      Connections connections,
      TotalsEngine totals) {
    this.caller = caller;
    this.files = files;
    this.polls = polls;
    this.connections = connections;
    this.totals = totals;
  }

  /** Every connector, and how it is: what rests until it is set up says what is missing. */
  @GET
  @Path("/apps/{app}/connectors")
  public Response list(@PathParam("app") String app) {
    caller.administrator();
    caller.forms(app);
    return Answers.ok(
        Answers.list("connectors", connections.of(app), c -> json(c, caller.locale())));
  }

  /** Keeps it from being polled and sent to; what should go out waits. */
  @POST
  @Path("/apps/{app}/connectors/{connector}/pause")
  @Consumes(MediaType.WILDCARD)
  public Response pause(@PathParam("app") String app, @PathParam("connector") String connector) {
    var who = caller.administrator();
    caller.forms(app);
    connections.pause(app, connector, who);
    return one(app, connector);
  }

  /** Lets it go on. */
  @POST
  @Path("/apps/{app}/connectors/{connector}/resume")
  @Consumes(MediaType.WILDCARD)
  public Response resume(@PathParam("app") String app, @PathParam("connector") String connector) {
    var who = caller.administrator();
    caller.forms(app);
    connections.resume(app, connector, who);
    return one(app, connector);
  }

  private Response one(String app, String connector) {
    return connections.of(app).stream()
        .filter(connection -> connection.id().equals(connector))
        .findFirst()
        .map(connection -> Answers.ok(json(connection, caller.locale())))
        .orElseThrow(() -> RequestException.notFound("connector_unknown", connector, app));
  }

  private static ObjectNode json(Connection connection, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", connection.id()).put("name", connection.name().in(locale));
    node.put("kind", connection.kind()).put("state", connection.state().id());
    node.set("problems", ProblemJson.list(connection.problems(), locale));
    var secrets = node.putArray("secrets");
    connection
        .secrets()
        .forEach(secret -> secrets.addObject().put("name", secret.name()).put("set", secret.set()));
    node.put("connected", connection.connected());
    node.set("pace", json(connection.pace()));
    var polls = node.putArray("polls");
    connection.polls().forEach(state -> polls.add(json(state, locale)));
    var totals = node.putArray("totals");
    connection.totals().forEach(found -> totals.add(json(found)));
    return node;
  }

  private static ObjectNode json(PaceState pace) {
    ObjectNode node = Answers.object();
    node.put("breaker", pace.breaker().id()).put("opensAgain", text(pace.opensAgain()));
    node.put("restsUntil", text(pace.restsUntil()));
    PaceState.Stop stop = pace.stop();
    node.put("pausedBy", stop == null ? null : stop.by());
    node.put("pausedAt", stop == null ? null : stop.at().toString());
    var limits = node.putArray("limits");
    for (PaceState.Used used : pace.used()) {
      limits
          .addObject()
          .put("most", used.ceiling().most())
          .put("within", used.ceiling().within().toString())
          .put("used", used.count());
    }
    return node;
  }

  /**
   * What came beside the other side's own totals, hour by hour, the oldest first.
   *
   * @param since absent means a week
   */
  @GET
  @Path("/apps/{app}/connectors/{connector}/totals")
  public Response totals(
      @PathParam("app") String app,
      @PathParam("connector") String connector,
      @QueryParam("since") @Nullable String since) {
    caller.administrator();
    caller.forms(app);
    return Answers.ok(
        Answers.list(
            "totals", totals.found(app, connector, moment(since)), ConnectorResource::json));
  }

  private static Instant moment(@Nullable String since) {
    try {
      return since == null ? Instant.now().minus(WEEK) : Instant.parse(since);
    } catch (DateTimeException e) {
      throw Parameters.wrong("since", String.valueOf(since), "2026-11-24T00:00:00Z");
    }
  }

  /** Has it compared as soon as somebody is free. */
  @POST
  @Path("/apps/{app}/connectors/{connector}/totals")
  @Consumes(MediaType.WILDCARD)
  public Response compare(@PathParam("app") String app, @PathParam("connector") String connector) {
    caller.administrator();
    caller.forms(app);
    totals.soon(app, connector);
    return Response.accepted().build();
  }

  private static ObjectNode json(Compared found) {
    ObjectNode node = Answers.object();
    node.put("ingest", found.ingest()).put("state", found.state().id());
    node.put("since", found.since().toString()).put("until", found.until().toString());
    node.put("theirs", found.theirs()).put("ours", found.ours());
    node.put("theirAmount", found.theirAmount()).put("ourAmount", found.ourAmount());
    node.put("fetched", found.fetched()).put("checkedAt", found.checkedAt().toString());
    return node;
  }

  /** How far the polling of a connector got. */
  @GET
  @Path("/apps/{app}/connectors/{connector}/polls")
  public Response polls(@PathParam("app") String app, @PathParam("connector") String connector) {
    caller.administrator();
    caller.forms(app);
    return Answers.ok(
        Answers.list("polls", polls.states(app, connector), p -> json(p, caller.locale())));
  }

  private static ObjectNode json(PollState state, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("operation", state.operation()).put("running", state.running());
    node.put("dueAt", state.dueAt().toString());
    node.put("watermark", text(state.watermark()));
    node.put("startedAt", text(state.startedAt())).put("finishedAt", text(state.finishedAt()));
    node.put("fetched", state.fetched()).put("failures", state.failures());
    node.set(
        "problems",
        ProblemJson.list(state.problem() == null ? List.of() : List.of(state.problem()), locale));
    return node;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }

  /**
   * Polls a connector's operations now; or takes a file in through a file connector, the body being
   * the file; or, without a body, has its folder looked into.
   */
  @POST
  @Path("/apps/{app}/connectors/{connector}/run")
  @Consumes(MediaType.WILDCARD)
  public Response run(
      @PathParam("app") String app,
      @PathParam("connector") String connector,
      @QueryParam("name") @Nullable String name,
      InputStream body)
      throws IOException {
    var who = caller.administrator();
    caller.forms(app);
    if (!polls.operations(app, connector).isEmpty()) {
      List<Job> started = polls.runNow(app, connector, who);
      return JobResource.accepted(app, started.getFirst(), caller.locale());
    }
    var file = new PushbackInputStream(body);
    int first = file.read();
    if (first < 0 && connections.look(app, connector)) {
      return Response.accepted().build();
    }
    if (first >= 0) {
      file.unread(first);
    }
    Job job = files.ingest(app, connector, file, name == null ? "upload" : name, who);
    return JobResource.accepted(app, job, caller.locale());
  }
}
