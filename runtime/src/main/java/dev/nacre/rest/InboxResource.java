package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.InboxPreview;
import dev.nacre.connector.ReplayEngine;
import dev.nacre.event.CauseCount;
import dev.nacre.event.EntryState;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxSearch;
import dev.nacre.event.InboxStore;
import dev.nacre.event.LedgerPage;
import dev.nacre.security.Identity;
import dev.nacre.workflow.InstanceEngine;
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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The ledger of what came in: every payload, what became of it, and dead letters to replay. */
@Path("/api/v1")
public final class InboxResource {
  private final Caller caller;
  private final InboxStore inbox;
  private final InboxSearch search;
  private final InboxPreview preview;
  private final ReplayEngine replays;
  private final InstanceEngine instances;

  InboxResource(
      Caller caller,
      InboxStore inbox,
      InboxSearch search,
      InboxPreview preview,
      ReplayEngine replays,
      InstanceEngine instances) {
    this.caller = caller;
    this.inbox = inbox;
    this.search = search;
    this.preview = preview;
    this.replays = replays;
    this.instances = instances;
  }

  /** What a list may be asked for. */
  static final class Question {
    @PathParam("app")
    String app = "";

    @QueryParam("connector")
    @Nullable String connector;

    @QueryParam("state")
    @Nullable String state;

    @QueryParam("key")
    @Nullable String key;

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
  @Path("/apps/{app}/inbox")
  public Response list(@BeanParam Question asked) {
    caller.administrator();
    caller.forms(asked.app);
    InboxFilter filter =
        InboxFilter.of(asked.app)
            .from(asked.connector)
            .in(InboxJson.state(asked.state))
            .key(asked.key)
            .text(InboxJson.given(asked.text))
            .cause(asked.cause)
            .between(Parameters.moment("from", asked.from), Parameters.moment("until", asked.until))
            .page(Parameters.before(asked.cursor), Parameters.limit(asked.limit));
    LedgerPage<InboxEntry> page = search.newest(filter);
    Locale locale = caller.locale();
    ObjectNode body = Answers.list("entries", page.entries(), e -> InboxJson.line(e, locale));
    body.put("next", page.next() == null ? null : page.next().toString());
    return Answers.ok(body);
  }

  /** Dead letters by connector and cause, with the newest of each. */
  @GET
  @Path("/apps/{app}/inbox:causes")
  public Response causes(
      @PathParam("app") String app, @QueryParam("connector") @Nullable String connector) {
    caller.administrator();
    caller.forms(app);
    List<CauseCount> causes = search.causes(app, connector);
    Map<Long, InboxEntry> newest =
        search.these(causes.stream().map(CauseCount::newest).toList()).stream()
            .collect(Collectors.toMap(InboxEntry::id, entry -> entry));
    Locale locale = caller.locale();
    return Answers.ok(
        Answers.list(
            "causes",
            causes,
            cause -> {
              ObjectNode node = Answers.object().put("connector", cause.connector());
              node.put("cause", cause.cause()).put("count", cause.count());
              InboxEntry entry = newest.get(cause.newest());
              return node.set("newest", entry == null ? null : InboxJson.line(entry, locale));
            }));
  }

  /** Sends everything through again that fits, dead letters unless it says otherwise; a job. */
  @POST
  @Path("/apps/{app}/inbox:replay")
  @Consumes(MediaType.WILDCARD)
  public Response replayMany(@PathParam("app") String app, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    caller.forms(app);
    JsonNode body = Bodies.question("replay", bytes);
    EntryState state = InboxJson.state(body.path("state").textValue());
    InboxFilter filter =
        InboxFilter.of(app)
            .from(body.path("connector").textValue())
            .in(state == null ? EntryState.DEAD : state)
            .key(body.path("key").textValue())
            .text(InboxJson.given(body.path("text").textValue()))
            .cause(body.path("cause").textValue())
            .between(
                Parameters.moment("from", body.path("from").textValue()),
                Parameters.moment("until", body.path("until").textValue()));
    if (filter.state() == EntryState.RECEIVED) {
      throw Parameters.wrong("state", "received", "dead, done, skipped");
    }
    return JobResource.accepted(app, replays.inbox(filter, who), caller.locale());
  }

  /** One entry with its payload. */
  @GET
  @Path("/apps/{app}/inbox/{id}")
  public Response read(@PathParam("app") String app, @PathParam("id") String id) {
    caller.administrator();
    InboxEntry entry = entry(app, id);
    ObjectNode body = InboxJson.whole(entry, caller.locale());
    ArrayNode started = body.putArray("instances");
    instances.startedBy(entry.id()).forEach(one -> started.add(one.toString()));
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

  /**
   * What an entry would become through the mapping that is served, with its own payload or the one
   * given; nothing is kept.
   */
  @POST
  @Path("/apps/{app}/inbox/{id}/preview")
  @Consumes(MediaType.WILDCARD)
  public Response preview(
      @PathParam("app") String app, @PathParam("id") String id, byte @Nullable [] body) {
    caller.administrator();
    InboxEntry entry = entry(app, id);
    byte[] payload =
        body == null || body.length == 0
            ? null
            : Bodies.text(body).getBytes(StandardCharsets.UTF_8);
    ObjectNode answer = Answers.object();
    TrialResource.records(answer, preview.of(entry, payload), caller.locale());
    return Answers.ok(answer);
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

  private InboxEntry entry(String app, String id) {
    return inbox.get(app, number(id)).orElseThrow(() -> unknown(id));
  }

  private static long number(String id) {
    return Parameters.entry(id, "inbox_entry_unknown");
  }

  private static RequestException unknown(String id) {
    return RequestException.notFound("inbox_entry_unknown", id);
  }
}
