package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.ConnectorTrials;
import dev.nacre.connector.Trial;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tries a connector of the draft out; nothing is kept. */
@Path("/api/v1")
public final class TrialResource {
  private final Caller caller;
  private final ConnectorTrials trials;

  TrialResource(Caller caller, ConnectorTrials trials) {
    this.caller = caller;
    this.trials = trials;
  }

  /** Makes one call, or maps the payload given, and shows everything. */
  @POST
  @Path("/apps/{app}/connectors/{connector}/try")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response attempt(
      @PathParam("app") String app,
      @PathParam("connector") String connector,
      byte @Nullable [] bytes) {
    caller.administrator();
    caller.forms(app);
    JsonNode body = Bodies.checked("trial", bytes);
    ObjectNode input = body.get("input") instanceof ObjectNode given ? given : Answers.object();
    var wish =
        new ConnectorTrials.Wish(
            connector, body.path("operation").textValue(), input, body.get("payload"));
    return Answers.ok(json(trials.draft(app, wish), caller.locale()));
  }

  private static ObjectNode json(Trial trial, Locale locale) {
    ObjectNode node = Answers.object();
    ArrayNode exchanges = node.putArray("exchanges");
    for (Trial.Exchange e : trial.exchanges()) {
      ObjectNode exchange = exchanges.addObject();
      exchange
          .putObject("request")
          .put("method", e.method())
          .put("address", e.address())
          .put("headers", e.headers())
          .put("body", e.body());
      exchange
          .putObject("response")
          .put("status", e.status())
          .put("headers", e.answerHeaders())
          .put("body", e.answer())
          .put("millis", e.millis());
    }
    node.put("items", trial.items());
    node.putArray("payloads").addAll(trial.payloads());
    records(node, trial.mapped(), locale);
    node.set("problems", ProblemJson.list(trial.problems(), locale));
    return node;
  }

  /** Adds what payloads would become. */
  static void records(ObjectNode node, List<Trial.Mapped> all, Locale locale) {
    ArrayNode records = node.putArray("records");
    for (Trial.Mapped mapped : all) {
      ObjectNode entry = records.addObject();
      entry.put("payload", mapped.payload()).put("ingest", mapped.ingest());
      entry.put("form", mapped.form()).put("outcome", mapped.outcome());
      entry.set("record", mapped.record());
      entry.set("problems", InboxJson.problems(mapped.findings(), locale));
    }
  }
}
