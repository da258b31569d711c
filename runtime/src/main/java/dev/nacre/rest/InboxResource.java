package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxStore;
import dev.nacre.security.Identity;
import dev.nacre.workflow.InstanceEngine;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The ledger of what came in: every payload, what became of it, and dead letters to replay. */
@Path("/api/v1")
public final class InboxResource {
  private final Caller caller;
  private final InboxStore inbox;
  private final InstanceEngine instances;

  InboxResource(Caller caller, InboxStore inbox, InstanceEngine instances) {
    this.caller = caller;
    this.instances = instances;
    this.inbox = inbox;
  }

  /** Entries, newest first; {@code next} is the {@code cursor} of the following page. */
  @GET
  @Path("/apps/{app}/inbox")
  public Response list(
      @PathParam("app") String app,
      @QueryParam("connector") @Nullable String connector,
      @QueryParam("state") @Nullable String state,
      @QueryParam("key") @Nullable String key,
      @QueryParam("cursor") @Nullable String cursor,
      @QueryParam("limit") @Nullable String limit) {
    caller.administrator();
    caller.forms(app);
    int most = Parameters.limit(limit);
    var filter =
        new InboxFilter(
            app, connector, state(state), key, null, Parameters.before(cursor), most + 1);
    List<InboxEntry> entries = inbox.list(filter);
    boolean more = entries.size() > most;
    List<InboxEntry> shown = more ? entries.subList(0, most) : entries;
    ObjectNode body = Answers.list("entries", shown, e -> json(e, caller.locale()));
    body.put("next", more ? String.valueOf(shown.getLast().id()) : null);
    return Answers.ok(body);
  }

  /** One entry with its payload. */
  @GET
  @Path("/apps/{app}/inbox/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    caller.administrator();
    InboxEntry entry = inbox.get(app, number(id)).orElseThrow(() -> unknown(id));
    ObjectNode body = json(entry, caller.locale());
    ArrayNode started = body.putArray("instances");
    instances.startedBy(entry.id()).forEach(one -> started.add(one.toString()));
    byte[] payload = entry.body();
    body.put("body", payload == null ? null : new String(payload, StandardCharsets.UTF_8));
    return Answers.ok(body);
  }

  /** Corrects a dead letter's payload; the original is kept. */
  @PUT
  @Path("/apps/{app}/inbox/{id}")
  @Consumes(MediaType.WILDCARD)
  public Response correct(
      @PathParam("app") String app, @PathParam("id") String id, byte @Nullable [] body) {
    Identity who = caller.administrator();
    String text = Bodies.text(body);
    if (!inbox.correct(app, number(id), text.getBytes(StandardCharsets.UTF_8), who)) {
      throw unknown(id);
    }
    return read(app, id);
  }

  /** Works an entry again. */
  @POST
  @Path("/apps/{app}/inbox/{id}/replay")
  @Consumes(MediaType.WILDCARD)
  public Response replay(@PathParam("app") String app, @PathParam("id") String id) {
    Identity who = caller.administrator();
    if (!inbox.replay(app, number(id), who)) {
      throw unknown(id);
    }
    return Answers.status(202, Answers.object().put("id", number(id))).build();
  }

  private static @Nullable EntryState state(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return EntryState.byId(text)
        .orElseThrow(
            () ->
                Parameters.wrong(
                    "state",
                    text,
                    String.join(
                        ", ", Arrays.stream(EntryState.values()).map(EntryState::id).toList())));
  }

  private static long number(String id) {
    return Parameters.entry(id, "inbox_entry_unknown");
  }

  private static RequestException unknown(String id) {
    return RequestException.notFound("inbox_entry_unknown", id);
  }

  private static ObjectNode json(InboxEntry entry, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", entry.id()).put("connector", entry.connector()).put("key", entry.key());
    node.put("state", entry.state().id()).put("attempts", entry.attempts());
    node.put("receivedAt", entry.receivedAt().toString());
    node.put("processedAt", entry.processedAt() == null ? null : entry.processedAt().toString());
    node.put("size", entry.size()).put("corrected", entry.corrected());
    ArrayNode problems =
        ProblemJson.list(entry.findings().stream().map(Finding::problem).toList(), locale);
    for (int i = 0; i < problems.size(); i++) {
      ((ObjectNode) problems.get(i)).put("source", entry.findings().get(i).source());
    }
    node.set("problems", problems);
    ArrayNode records = node.putArray("records");
    for (InboxEntry.RecordLink link : entry.records()) {
      records
          .addObject()
          .put("form", link.form())
          .put("id", link.id().toString())
          .put("outcome", link.outcome());
    }
    return node;
  }
}
