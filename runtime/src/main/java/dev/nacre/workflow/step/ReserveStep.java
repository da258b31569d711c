package dev.nacre.workflow.step;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.NamesField;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.hold.Holding;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.HoldPlan;
import dev.nacre.workflow.LotSettings;
import dev.nacre.workflow.Moment;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.WantSettings;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Holds amounts of counted records for the workflow's record: all that is wanted, or nothing. After
 * it the record holds exactly what is wanted now, whatever it held before.
 */
@Singleton
public final class ReserveStep implements StepType<ReserveStep.Settings> {
  private static final String ELSE = "else";

  /**
   * The settings.
   *
   * @param form the form of the counted records
   * @param from the number that goes down; never below its {@code min}, or else 0
   * @param to the number that goes up; null when what is held is counted nowhere
   * @param wants what is wanted; several of the same record add up
   * @param lots when records may be kept by lot
   * @param expires after how long it is given back by itself; null means never
   * @param otherwise when there isn't enough; null makes the step fail
   */
  public record Settings(
      @NotEmpty @Refers("forms") String form,
      @NotEmpty @NamesField String from,
      @NamesField @Nullable String to,
      @NotEmpty List<WantSettings> wants,
      @Nullable LotSettings lots,
      @Nullable Duration expires,
      @JsonProperty(ELSE) @Nullable List<WorkflowDefinition.Step> otherwise) {}

  @Override
  public String id() {
    return "reserve";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    HoldPlan plan =
        context.holds(
            settings.form(), settings.from(), settings.to(), settings.wants(), settings.lots());
    if (settings.otherwise() != null) {
      context.block(ELSE, settings.otherwise(), "/" + ELSE);
    }
    boolean goesOn = settings.otherwise() != null;
    Duration expires = settings.expires();
    return run -> {
      if (plan == null) {
        throw new IllegalStateException("a plan with problems is never run");
      }
      Instant until = expires == null ? null : Moment.after(run.now(), expires);
      return new Move.Reserve(
          plan.pool(), plan.in(run), until, holding -> next(holding, until, goesOn));
    };
  }

  private static Move next(Holding holding, @Nullable Instant until, boolean goesOn) {
    if (holding.lacking().isEmpty()) {
      return new Move.Next(held(holding, until));
    }
    if (goesOn) {
      return new Move.Enter(ELSE, lacking(holding));
    }
    throw StepFailedException.of("reserve_lacking", text(holding));
  }

  private static ObjectNode held(Holding holding, @Nullable Instant until) {
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("held", true);
    ArrayNode parts = output.putArray("parts");
    for (Holding.Part part : holding.parts()) {
      ObjectNode node = parts.addObject();
      node.put("record", part.record().toString()).put("title", part.title());
      if (part.lot() != null) {
        node.put("lot", part.lot().toString()).put("lot_title", part.lotTitle());
      }
      node.put("quantity", part.quantity()).setAll(part.about());
    }
    // where the workflow had the engine choose, it goes on with what was chosen, as if found
    holding.parts().stream()
        .filter(part -> part.chosen() != null)
        .findFirst()
        .ifPresent(part -> output.put("id", part.record().toString()).set("record", part.chosen()));
    if (until != null) {
      output.put("until", until.toString());
    }
    return output;
  }

  private static ObjectNode lacking(Holding holding) {
    ObjectNode output = JsonNodeFactory.instance.objectNode().put("held", false);
    output.put("text", text(holding));
    ArrayNode lacking = output.putArray("lacking");
    for (Holding.Lacking one : holding.lacking()) {
      lacking
          .addObject()
          .put("wanted", one.wanted())
          .put("there", one.there())
          .put("known", one.known())
          .setAll(one.about());
    }
    return output;
  }

  /** For people: what is called how, how much there is of how much. */
  private static String text(Holding holding) {
    return holding.lacking().stream()
        .map(
            one ->
                one.about().path("name").asText(one.about().path("id").asText("?"))
                    + " "
                    + one.there().stripTrailingZeros().toPlainString()
                    + "/"
                    + one.wanted().stripTrailingZeros().toPlainString())
        .collect(Collectors.joining(", "));
  }
}
