package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.ReplayEngine;
import dev.nacre.event.Effect;
import dev.nacre.event.LedgerPage;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxState;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.security.Identity;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.PUT;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What goes out: every effect, what became of it, and what gave up to send again. */
@Path("/api/v1")
public final class OutboxResource {
  private final Caller caller;
  private final OutboxStore outbox;
  private final OutboxSearch search;
  private final ReplayEngine replays;

  OutboxResource(Caller caller, OutboxStore outbox, OutboxSearch search, ReplayEngine replays) {
    this.caller = caller;
    this.outbox = outbox;
    this.search = search;
    this.replays = replays;
  }

  /** What a list may be asked for. */
  static final class Question {
    @PathParam("app")
    String app = "";

    @QueryParam("connector")
    @Nullable String connector;

    @QueryParam("state")
    @Nullable String state;

    @QueryParam("text")
    @Nullable String text;

    @QueryParam("cause")
    @Nullable String cause;

    @QueryParam("from")
    @Nullable String from;

    @QueryParam("until")
    @Nullable String until;

    @QueryParam("cursor")
    @Nullable String cursor;

    @QueryParam("limit")
    @Nullable String limit;
  }

  /**
   * Entries, newest first; {@code next} is the {@code cursor} of the following page. A page may be
   * short although there is more: what is rare among very many is looked for piece by piece.
   */
  @GET
  @Path("/apps/{app}/outbox")
  public Response list(@BeanParam Question asked) {
    caller.administrator();
    caller.forms(asked.app);
    OutboxFilter filter =
        OutboxFilter.of(asked.app)
            .from(asked.connector)
            .in(state(asked.state))
            .text(InboxJson.given(asked.text))
            .cause(asked.cause)
            .between(Parameters.moment("from", asked.from), Parameters.moment("until", asked.until))
            .page(Parameters.before(asked.cursor), Parameters.limit(asked.limit));
    LedgerPage<OutboxEntry> page = search.newest(filter);
    Locale locale = caller.locale();
    ObjectNode body = Answers.list("entries", page.entries(), e -> json(e, locale));
    body.put("next", page.next() == null ? null : page.next().toString());
    return Answers.ok(body);
  }

  /** What gave up by connector and cause, with the newest of each. */
  @GET
  @Path("/apps/{app}/outbox:causes")
  public Response causes(
      @PathParam("app") String app, @QueryParam("connector") @Nullable String connector) {
    caller.administrator();
    caller.forms(app);
    Locale locale = caller.locale();
    return Answers.ok(
        Answers.list(
            "causes",
            search.causes(app, connector),
            cause -> {
              ObjectNode node = Answers.object().put("connector", cause.connector());
              node.put("cause", cause.cause()).put("count", cause.count());
              OutboxEntry newest = outbox.get(app, cause.newest()).orElse(null);
              return node.set("newest", newest == null ? null : json(newest, locale));
            }));
  }

  /**
   * Sends everything again that gave up and fits; a job. What may have been done is left out unless
   * it says {@code unsure}.
   */
  @POST
  @Path("/apps/{app}/outbox:replay")
  @Consumes(MediaType.WILDCARD)
  public Response replayMany(@PathParam("app") String app, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    caller.forms(app);
    JsonNode body = Bodies.question("resend", bytes);
    OutboxFilter filter =
        OutboxFilter.of(app)
            .from(body.path("connector").textValue())
            .in(OutboxState.DEAD)
            .text(InboxJson.given(body.path("text").textValue()))
            .cause(body.path("cause").textValue())
            .sure(!body.path("unsure").asBoolean())
            .between(
                Parameters.moment("from", body.path("from").textValue()),
                Parameters.moment("until", body.path("until").textValue()));
    return JobResource.accepted(app, replays.outbox(filter, who), caller.locale());
  }

  /** One entry with what it sends and what was answered. */
  @GET
  @Path("/apps/{app}/outbox/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    caller.administrator();
    OutboxEntry entry = outbox.get(app, number(id)).orElseThrow(() -> unknown(id));
    ObjectNode body = json(entry, caller.locale());
    body.set("body", tree(entry.body()));
    body.set("original", tree(entry.original()));
    body.set("answer", tree(entry.answer()));
    return Answers.ok(body);
  }

  /** Corrects what was not sent yet, and tries it again; what it was is kept. */
  @PUT
  @Path("/apps/{app}/outbox/{id}")
  @Consumes(MediaType.WILDCARD)
  public Response correct(
      @PathParam("app") String app, @PathParam("id") String id, byte @Nullable [] body) {
    Identity who = caller.administrator();
    if (!outbox.correct(app, number(id), Bodies.json(body), who)) {
      throw unknown(id);
    }
    return read(app, id);
  }

  /** Sends an entry again that gave up, or waits for its next attempt. */
  @POST
  @Path("/apps/{app}/outbox/{id}/replay")
  @Consumes(MediaType.WILDCARD)
  public Response replay(@PathParam("app") String app, @PathParam("id") String id) {
    Identity who = caller.administrator();
    if (!outbox.replay(app, number(id), who)) {
      throw unknown(id);
    }
    return Answers.status(202, Answers.object().put("id", number(id))).build();
  }

  private static @Nullable OutboxState state(@Nullable String text) {
    if (text == null) {
      return null;
    }
    return OutboxState.byId(text)
        .orElseThrow(
            () ->
                Parameters.wrong(
                    "state",
                    text,
                    String.join(
                        ", ", Arrays.stream(OutboxState.values()).map(OutboxState::id).toList())));
  }

  private static long number(String id) {
    return Parameters.entry(id, "outbox_entry_unknown");
  }

  private static RequestException unknown(String id) {
    return RequestException.notFound("outbox_entry_unknown", id);
  }

  private static JsonNode tree(@Nullable String json) {
    JsonNode read = json == null ? null : Json.read(json, new Problems());
    return read == null ? Json.MAPPER.nullNode() : read;
  }

  private static ObjectNode json(OutboxEntry entry, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("id", entry.id()).put("connector", entry.connector());
    node.put("operation", entry.operation()).put("key", entry.key());
    node.put("idempotencyKey", entry.idempotencyKey());
    node.put("state", entry.state().id()).put("sending", entry.sending());
    node.put("attempts", entry.attempts()).put("tries", entry.tries());
    node.put("createdAt", entry.createdAt().toString());
    node.put("dueAt", entry.state() == OutboxState.PENDING ? entry.dueAt().toString() : null);
    node.put("settledAt", text(entry.settledAt())).put("corrected", entry.corrected());
    node.set("problems", ProblemJson.list(entry.problems(), locale));
    Effect.About about = entry.about();
    node.put("form", about == null ? null : about.form());
    node.put("record", about == null ? null : about.record().toString());
    Effect.Cause cause = entry.cause();
    node.put("instance", cause == null ? null : cause.instance().toString());
    node.put("step", cause == null ? null : cause.step());
    return node;
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
