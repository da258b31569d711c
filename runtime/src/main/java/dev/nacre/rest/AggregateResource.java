package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Aggregate;
import dev.nacre.record.AggregateEngine;
import dev.nacre.record.Aggregation;
import dev.nacre.record.Forms;
import dev.nacre.record.Query;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Figures about many records. */
@Path(FormPath.FORM)
public final class AggregateResource {
  private static final int GROUPS = 1_000;

  private final Caller caller;
  private final AggregateEngine engine;

  AggregateResource(Caller caller, AggregateEngine engine) {
    this.caller = caller;
    this.engine = engine;
  }

  /** {@code {filter, groupBy, measures, sort, limit}}; each group carries its keys and measures. */
  @POST
  @Path("/records:aggregate")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response run(
      @PathParam("app") String app, @PathParam("form") String form, byte @Nullable [] bytes) {
    JsonNode body = Bodies.question("aggregate", bytes);
    Forms forms = caller.forms(app);
    Aggregation answer =
        engine.aggregate(forms, question(forms.get(form).id(), body), caller.who());
    ObjectNode json = Answers.list("groups", answer.groups(), g -> group(answer, g));
    json.put("more", answer.more());
    return Answers.ok(json);
  }

  private static Aggregate question(String form, JsonNode body) {
    var groupBy = new ArrayList<Aggregate.GroupBy>();
    for (JsonNode by : body.path("groupBy")) {
      JsonNode span = by.path("by");
      groupBy.add(
          new Aggregate.GroupBy(
              by.path("field").asText(),
              span.isTextual()
                  ? Aggregate.Span.valueOf(span.textValue().toUpperCase(Locale.ROOT))
                  : null,
              by.path("steps").isInt() ? by.path("steps").intValue() : null));
    }
    var measures = new ArrayList<Aggregate.Measure>();
    for (JsonNode measure : body.path("measures")) {
      measures.add(
          new Aggregate.Measure(
              Aggregate.Fn.valueOf(measure.path("fn").asText().toUpperCase(Locale.ROOT)),
              measure.path("field").textValue()));
    }
    var sort = new ArrayList<Query.Sort>();
    body.path("sort").forEach(s -> sort.add(Query.Sort.read(s.asText())));
    return new Aggregate(
        form,
        body.hasNonNull("filter") ? Condition.read(body.get("filter")) : null,
        groupBy,
        measures,
        sort,
        body.path("limit").asInt(GROUPS));
  }

  private static ObjectNode group(Aggregation answer, Aggregation.Group group) {
    ObjectNode node = Answers.object();
    for (int i = 0; i < answer.keys().size(); i++) {
      String name = answer.keys().get(i).name();
      node.set(name, json(group.key().get(i)));
      if (group.titles().get(i) != null) {
        node.put(name + ".title", group.titles().get(i));
      }
    }
    List<@Nullable Object> values = group.values();
    for (int i = 0; i < answer.measures().size(); i++) {
      node.set(answer.measures().get(i).name(), json(values.get(i)));
    }
    return node;
  }

  private static JsonNode json(@Nullable Object value) {
    JsonNodeFactory f = JsonNodeFactory.instance;
    return switch (value) {
      case null -> f.nullNode();
      case BigDecimal number -> f.numberNode(number);
      case Long number -> f.numberNode(number);
      case Boolean flag -> f.booleanNode(flag);
      case List<?> steps -> {
        ArrayNode way = f.arrayNode();
        steps.forEach(step -> way.add(step.toString()));
        yield way;
      }
      default -> f.textNode(value.toString());
    };
  }
}
