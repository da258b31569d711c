package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Many changes at once. */
@Path(FormPath.FORM)
public final class BatchResource {
  private final Caller caller;
  private final RecordEngine records;
  private final IdempotencyStore once;

  BatchResource(Caller caller, RecordEngine records, IdempotencyStore once) {
    this.caller = caller;
    this.records = records;
    this.once = once;
  }

  /** Does the changes, all or none ({@code all_or_nothing}) or each by itself ({@code per_row}). */
  @POST
  @Path("/records:batch")
  @Consumes(MediaType.APPLICATION_JSON)
  public Response batch(
      @PathParam("app") String app,
      @PathParam("form") String form,
      @QueryParam("mode") @Nullable String mode,
      @HeaderParam("Idempotency-Key") @Nullable String key,
      byte @Nullable [] body) {
    Identity who = caller.who();
    Forms forms = caller.forms(app);
    forms.get(form);
    Batch.Mode how = mode(mode);
    return once.run(
        key,
        who,
        app + "/" + form + ":batch " + how,
        body,
        () -> {
          List<BatchReader.Element> elements = BatchReader.read(body);
          return answer(how, write(forms, form, elements, how, who));
        });
  }

  /** What can't be understood is an outcome like every other, and keeps its place. */
  private List<Outcome> write(
      Forms forms, String form, List<BatchReader.Element> elements, Batch.Mode how, Identity who) {
    List<Change> changes =
        elements.stream().map(BatchReader.Element::change).filter(Objects::nonNull).toList();
    boolean all = changes.size() == elements.size();
    if (!all && how == Batch.Mode.ALL_OR_NOTHING) {
      var problems = new ArrayList<Problem>();
      for (int i = 0; i < elements.size(); i++) {
        for (Problem problem : elements.get(i).problems()) {
          problems.add(problem.below("/changes/" + i));
        }
      }
      throw RequestException.invalid(problems);
    }
    var batch = new Batch(form, changes, how, who, Origin.of(Origin.Kind.API));
    List<Outcome> outcomes = records.write(forms, batch);
    if (all) {
      return outcomes;
    }
    var inOrder = new ArrayList<Outcome>(elements.size());
    var done = outcomes.iterator();
    for (BatchReader.Element element : elements) {
      inOrder.add(
          element.change() == null
              ? new Outcome(Outcome.Status.INVALID, null, 0, element.problems(), null)
              : done.next());
    }
    return inOrder;
  }

  private Response answer(Batch.Mode mode, List<Outcome> outcomes) {
    Locale locale = caller.locale();
    ObjectNode results = Answers.list("results", outcomes, outcome -> result(outcome, locale));
    List<Problem> problems = new ArrayList<>();
    for (int i = 0; i < outcomes.size(); i++) {
      for (Problem problem : outcomes.get(i).problems()) {
        // why is said beside the data
        String below = problem.code().equals(Notes.NEEDED) ? "" : "/data";
        problems.add(problem.below("/changes/" + i + below));
      }
    }
    boolean failed = outcomes.stream().anyMatch(Outcome::failed);
    if (mode == Batch.Mode.ALL_OR_NOTHING && failed) {
      throw new BatchRefusedException(problems, (ArrayNode) results.get("results"));
    }
    return Answers.ok(results);
  }

  private static ObjectNode result(Outcome outcome, Locale locale) {
    ObjectNode node = Answers.object();
    node.put("status", outcome.status().id());
    node.put("id", outcome.id() == null ? null : outcome.id().toString());
    node.put("version", outcome.version() == 0 ? null : outcome.version());
    node.set("problems", ProblemJson.list(outcome.problems(), locale));
    return node;
  }

  private static Batch.Mode mode(@Nullable String text) {
    if (text == null) {
      return Batch.Mode.ALL_OR_NOTHING;
    }
    for (Batch.Mode mode : Batch.Mode.values()) {
      if (mode.name().toLowerCase(Locale.ROOT).equals(text)) {
        return mode;
      }
    }
    throw Parameters.wrong("mode", text, "all_or_nothing, per_row");
  }
}
