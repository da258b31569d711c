package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Forms;
import dev.nacre.record.transfer.BulkEngine;
import dev.nacre.record.transfer.BulkRow;
import dev.nacre.record.transfer.BulkWish;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One thing done with many records. */
@Path(FormPath.FORM)
public final class BulkResource {
  private static final int MOST_SHOWN = 100;

  private final Caller caller;
  private final BulkEngine bulk;

  BulkResource(Caller caller, BulkEngine bulk) {
    this.caller = caller;
    this.bulk = bulk;
  }

  /**
   * Begins; answers a job.
   *
   * @param preview of how many records it is only told, at once, what would become of them
   */
  @POST
  @Path("/records:bulk")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response run(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("preview") @Nullable String preview,
      byte @Nullable [] body) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    BulkWish wish = wish(forms.get(form).id(), Bodies.question("bulk", body));
    if (preview == null) {
      return JobResource.accepted(app, bulk.start(app, forms, wish, who), caller.locale());
    }
    int limit = Parameters.number("preview", preview, MOST_SHOWN);
    BulkEngine.Preview seen = bulk.preview(forms, wish, limit, who);
    ObjectNode answer = Answers.object().put("count", seen.count());
    return Answers.ok(answer.setAll(rows(seen.rows(), caller.locale())));
  }

  private static BulkWish wish(String form, JsonNode body) {
    List<UUID> ids = null;
    if (body.has("ids")) {
      ids = new ArrayList<>();
      for (JsonNode id : body.get("ids")) {
        ids.add(UUID.fromString(id.textValue()));
      }
    }
    return new BulkWish(
        form,
        BulkWish.Action.byId(body.path("do").asText()).orElseThrow(),
        ids,
        body.hasNonNull("filter") ? Condition.read(body.get("filter")) : null,
        body.get("set") instanceof ObjectNode set ? set : null,
        body.path("workflow").textValue(),
        body.get("input") instanceof ObjectNode input ? input : null,
        Notes.read(body.path("note").textValue()),
        body.path("dryRun").asBoolean());
  }

  static ObjectNode rows(List<BulkRow> rows, Locale locale) {
    return Answers.list(
        "rows",
        rows,
        row -> {
          ObjectNode node = Answers.object().put("row", row.row());
          node.put("record", row.record().toString()).put("title", row.title());
          node.put("status", row.status());
          node.put("instance", row.instance() == null ? null : row.instance().toString());
          node.set("before", row.before());
          node.set("after", row.after());
          node.set("problems", ProblemJson.list(row.problems(), locale));
          return node;
        });
  }
}
