package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.record.Forms;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldViews;
import dev.nacre.record.hold.SeenHold;
import dev.nacre.security.Identity;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What records hold of counted things, and what is held of them. */
@Path(FormPath.FORM)
public final class HoldResource {
  private final Caller caller;
  private final HoldViews holds;

  HoldResource(Caller caller, HoldViews holds) {
    this.caller = caller;
    this.holds = holds;
  }

  /** Both, newest first, a hundred each at most; what is held of it, only while it is. */
  @GET
  @Path("/records/{id}/holds")
  public Response holds(
      @PathParam("app") String app, @PathParam("form") String form, @PathParam("id") String id) {
    Identity who = caller.who();
    UUID record = Parameters.id(id);
    Forms forms = caller.forms(app, form, record);
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    write(
        forms,
        holds.by(forms, form, record, who, f -> Set.of()),
        true,
        body.putArray("holds"),
        who);
    write(forms, holds.of(forms, form, record, who), false, body.putArray("heldBy"), who);
    return Answers.ok(body);
  }

  private static void write(
      Forms forms, List<SeenHold> seen, boolean counted, ArrayNode into, Identity who) {
    for (SeenHold one : seen) {
      Hold hold = one.hold();
      ObjectNode node = into.addObject();
      node.put("form", counted ? hold.pool().form() : hold.holder().form());
      node.put("record", (counted ? hold.record() : hold.holder().id()).toString());
      node.put("title", one.title(forms, who));
      UUID lot = hold.lot();
      node.put("lot", lot == null ? null : lot.toString());
      if (counted) {
        node.put("lotTitle", one.lotTitle(forms, who));
      }
      node.put("quantity", hold.quantity());
      node.put("state", hold.state().id());
      node.put("madeAt", hold.madeAt().toString());
      node.put("until", text(hold.until()));
      node.put("closedAt", text(hold.closedAt()));
      node.put("workflow", hold.holder().workflow());
      node.put("step", hold.holder().step());
      node.put("instance", hold.holder().instance().toString());
    }
  }

  private static @Nullable String text(@Nullable Instant moment) {
    return moment == null ? null : moment.toString();
  }
}
