package dev.nacre.workflow.step;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs the steps of the first case that holds, else those of {@code else}. */
@Singleton
public final class BranchStep implements StepType<BranchStep.Settings> {
  private static final String ELSE = "else";

  /**
   * The settings.
   *
   * @param cases tried in order
   * @param otherwise when none holds; null means nothing is done
   */
  public record Settings(
      @NotEmpty List<Case> cases,
      @JsonProperty(ELSE) @Nullable List<WorkflowDefinition.Step> otherwise) {}

  /**
   * One case.
   *
   * @param name shown in the timeline; may be null
   */
  public record Case(
      @Nullable Text name, @NotNull Condition when, @NotNull List<WorkflowDefinition.Step> steps) {}

  private record Compiled(String block, @Nullable CompiledCondition when) {}

  @Override
  public String id() {
    return "branch";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    var cases = new ArrayList<Compiled>();
    for (int i = 0; i < settings.cases().size(); i++) {
      Case one = settings.cases().get(i);
      String block = "cases/" + i;
      String at = "/" + block;
      CompiledCondition when = context.condition(one.when(), at + "/when");
      context.block(block, one.steps(), at + "/steps");
      cases.add(new Compiled(block, when));
    }
    if (settings.otherwise() != null) {
      context.block(ELSE, settings.otherwise(), "/" + ELSE);
      cases.add(new Compiled(ELSE, null));
    }
    return run -> {
      for (Compiled one : cases) {
        if (one.when() == null || one.when().test(run.scope())) {
          return new Move.Enter(
              one.block(), JsonNodeFactory.instance.objectNode().put("taken", one.block()));
        }
      }
      return Move.next();
    };
  }
}
