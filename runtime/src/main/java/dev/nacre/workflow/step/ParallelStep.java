package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Runs several blocks beside each other, and goes on when all, one or some of them have ended. */
@Singleton
public final class ParallelStep implements StepType<ParallelStep.Settings> {
  private static final String BRANCHES = "branches";

  /**
   * The settings.
   *
   * @param branches the blocks
   * @param until how many must have ended; null means all. What is left is cancelled then
   * @param number so many, in place of {@code until}
   */
  public record Settings(
      @NotEmpty List<Branch> branches, @Nullable Until until, @Min(1) @Nullable Integer number) {}

  /**
   * One block.
   *
   * @param name shown to people; may be null
   */
  public record Branch(@Nullable Text name, @NotNull List<WorkflowDefinition.Step> steps) {}

  /** How many must have ended. */
  public enum Until {
    ALL,
    ANY
  }

  @Override
  public String id() {
    return "parallel";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    int count = settings.branches().size();
    for (int i = 0; i < count; i++) {
      String block = BRANCHES + "/" + i;
      context.beside(block, settings.branches().get(i).steps(), "/" + block + "/steps");
    }
    if (count == 1) {
      context.problem("/" + BRANCHES, "parallel_one");
    }
    Integer number = settings.number();
    if (number != null && settings.until() != null) {
      context.objection("/number", "parallel_number_until");
    }
    if (number != null && number > count) {
      context.problem("/number", "parallel_number", number, count);
    }
    int needed = settings.until() == Until.ANY ? 1 : count;
    return new Beside(count, number == null ? needed : number);
  }

  private record Beside(int count, int needed) implements StepAction {
    @Override
    public Move run(StepContext run) {
      for (int i = 0; i < count; i++) {
        run.beside(BRANCHES + "/" + i, needed < count);
      }
      run.log(
          InstanceEvent.Kind.WAITING,
          JsonNodeFactory.instance.objectNode().put("branches", count).put("needed", needed));
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      if (!(signal instanceof Signal.Due)) {
        return new Move.Wait();
      }
      List<Instance> all = run.children();
      // a step that was begun again has started them again
      List<Instance> branches = all.subList(all.size() - count, all.size());
      List<Instance> ended = branches.stream().filter(b -> b.state().finished()).toList();
      if (ended.size() < needed) {
        return new Move.Wait();
      }
      run.abandonChildren();
      ended.forEach(run::adopt);
      ObjectNode output = JsonNodeFactory.instance.objectNode().put("ended", ended.size());
      ArrayNode states = output.putArray(BRANCHES);
      branches.forEach(
          branch ->
              states
                  .addObject()
                  .put("state", branch.state().finished() ? branch.state().id() : "not_needed")
                  .put("outcome", branch.outcome()));
      return new Move.Next(output);
    }
  }
}
