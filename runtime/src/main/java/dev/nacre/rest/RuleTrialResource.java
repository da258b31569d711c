package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.app.RuleTrial;
import dev.nacre.app.RuleTrials;
import dev.nacre.metadata.Condition;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tries an app's draft on past records; nothing is kept. */
@Path("/api/v1")
public final class RuleTrialResource {
  private static final int USUAL = 100;
  private static final Duration YEAR = Duration.ofDays(366);

  private final Caller caller;
  private final RuleTrials trials;

  RuleTrialResource(Caller caller, RuleTrials trials) {
    this.caller = caller;
    this.trials = trials;
  }

  /** What past records would have become under the draft. */
  @POST
  @Path("/apps/{app}/draft:try")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response attempt(@PathParam("app") String app, byte @Nullable [] bytes) {
    Identity who = caller.administrator();
    JsonNode body = Bodies.checked("rule-trial", bytes);
    var wish =
        new RuleTrials.Wish(
            body.path("form").asText(),
            body.has("filter") ? Condition.read(body.get("filter")) : null,
            body.path("limit").asInt(USUAL),
            Parameters.duration("schedules", body.path("schedules").textValue(), YEAR));
    Duration within = Parameters.duration("within", body.path("within").textValue(), YEAR);
    Instant end = within == null ? Instant.MAX : Instant.now().plus(within);
    RuleTrial trial = trials.draft(app, wish, who, reached -> Instant.now().isBefore(end));
    return Answers.ok(json(trial, caller.locale()));
  }

  private static ObjectNode json(RuleTrial trial, Locale locale) {
    ObjectNode node = Answers.object();
    RuleTrial.Reached reached = trial.reached();
    node.put("of", reached.of()).put("played", reached.played()).put("left", reached.left());
    node.put("differing", reached.differing());
    ArrayNode sums = node.putArray("sums");
    for (RuleTrial.Sum sum : trial.sums()) {
      sums.addObject()
          .put("what", sum.what().id())
          .put("name", sum.name())
          .put("label", sum.label().in(locale))
          .put("rows", sum.rows());
    }
    ArrayNode stuck = node.putArray("stuck");
    for (RuleTrial.Stuck one : trial.stuck()) {
      stuck
          .addObject()
          .put("record", one.record().toString())
          .put("title", one.title())
          .set("problems", ProblemJson.list(one.problems(), locale));
    }
    ArrayNode rows = node.putArray("rows");
    for (RuleTrial.Row row : trial.rows()) {
      ObjectNode one = rows.addObject();
      one.put("record", row.record().toString()).put("title", row.title());
      one.set("differences", json(row.differences(), locale));
    }
    node.set("schedules", times(trial, locale));
    return node;
  }

  private static ObjectNode times(RuleTrial trial, Locale locale) {
    RuleTrial.Reached.Times reached = trial.reached().times();
    ObjectNode node = Answers.object();
    node.put("of", reached.of()).put("played", reached.played());
    node.put("differing", reached.differing());
    ArrayNode rows = node.putArray("rows");
    for (RuleTrial.Time time : trial.times()) {
      rows.addObject()
          .put("workflow", time.workflow())
          .put("label", time.label().in(locale))
          .put("at", time.at().toInstant().toString())
          .set("differences", json(time.differences(), locale));
    }
    return node;
  }

  private static ArrayNode json(List<RuleTrial.Difference> differences, Locale locale) {
    ArrayNode node = JsonNodeFactory.instance.arrayNode();
    differences.forEach(difference -> node.add(json(difference, locale)));
    return node;
  }

  private static ObjectNode json(RuleTrial.Difference difference, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("what", difference.what().id())
        .put("name", difference.name())
        .put("label", difference.label().in(locale));
    node.set("before", json(difference.before(), locale));
    node.set("after", json(difference.after(), locale));
    return node;
  }

  private static @Nullable ObjectNode json(RuleTrial.@Nullable Side side, Locale locale) {
    if (side == null) {
      return null;
    }
    ObjectNode node = Answers.object();
    if (side.value() != null) {
      node.set("value", side.value());
    }
    ArrayNode texts = node.putArray("texts");
    side.texts().forEach(text -> texts.add(text.in(locale)));
    if (!side.problems().isEmpty()) {
      node.set("problems", ProblemJson.list(side.problems(), locale));
    }
    return node;
  }
}
