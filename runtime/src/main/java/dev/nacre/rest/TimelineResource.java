package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.past.PastEngine;
import dev.nacre.security.Identity;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workflow.RecordTimeline;
import dev.nacre.workflow.TimelineEntry;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Everything that happened to a record, and why. */
@Path(FormPath.FORM)
public final class TimelineResource {
  private final Caller caller;
  private final PastEngine past;
  private final RecordTimeline timeline;

  TimelineResource(Caller caller, PastEngine past, RecordTimeline timeline) {
    this.caller = caller;
    this.past = past;
    this.timeline = timeline;
  }

  /** Newest first. */
  @GET
  @Path("/records/{id}/timeline")
  public Response timeline(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @PathParam("id") String id,
      @QueryParam("limit") @Nullable String limit,
      @QueryParam("cursor") @Nullable String cursor) {
    Identity who = caller.who();
    UUID record = Parameters.id(id);
    Forms forms = caller.forms(app, form, record);
    // whoever may not see its past doesn't get beyond this
    var unused = past.versions(forms, form, record, who);
    Locale locale = caller.locale();
    List<TimelineEntry> all = timeline.of(forms, form, record, who, locale);
    int from = 0;
    for (int i = 0; i < all.size() && cursor != null; i++) {
      if (all.get(i).key().equals(cursor)) {
        from = i + 1;
      }
    }
    int to = Math.min(all.size(), from + Parameters.limit(limit));
    FormAccess access = forms.permissions().on(form, who);
    ObjectNode body =
        Answers.list(
            "entries",
            all.subList(from, to),
            entry -> json(entry, forms.get(form), access, locale));
    body.put("next", to < all.size() ? all.get(to - 1).key() : null);
    return Answers.ok(body);
  }

  private static ObjectNode json(TimelineEntry entry, Form form, FormAccess access, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("at", entry.at().toString());
    node.put("kind", entry.kind());
    node.put("by", entry.by());
    node.put("text", entry.text());
    node.put("said", entry.said());
    TimelineEntry.Source source = entry.source();
    if (source == null) {
      node.putNull("source");
    } else {
      node.putObject("source")
          .put("instance", source.instance() == null ? null : source.instance().toString())
          .put("workflow", source.workflow())
          .put("version", source.version())
          .put("step", source.step());
    }
    HistoryStore.Entry change = entry.change();
    if (change == null) {
      node.putNull("change");
    } else {
      ObjectNode changed = node.putObject("change");
      changed.put("version", change.version()).put("op", change.op());
      changed.put("source", change.origin());
      changed.set("before", PastEngine.covered(change.before(), form, access));
      changed.set("after", PastEngine.covered(change.after(), form, access));
    }
    node.set("trigger", entry.trigger());
    node.put("cause", entry.cause());
    node.set("problems", ProblemJson.list(entry.problems(), locale));
    node.set("files", entry.files());
    TimelineEntry.Sent sent = entry.sent();
    if (sent == null) {
      node.putNull("outbox");
    } else {
      node.putObject("outbox").put("id", sent.entry()).put("state", sent.state());
    }
    return node;
  }
}
