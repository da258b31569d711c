package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Form;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InputPlan;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.NamedRecord;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Starts another workflow, and waits until it has ended. */
@Singleton
public final class SubflowStep implements StepType<SubflowStep.Settings> {
  /**
   * The settings.
   *
   * @param workflow the other workflow's id
   * @param record its record; null means this workflow's, when the other one is about that form
   * @param input what it sees as {@code input}
   * @param goOn whether this workflow goes on at once; null means that it waits
   */
  public record Settings(
      @NotEmpty @Refers("workflows") String workflow,
      @Nullable Value record,
      @Nullable Map<String, Value> input,
      @Nullable Boolean goOn) {}

  @Override
  public String id() {
    return "subflow";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    WorkflowDefinition other = context.workflow(settings.workflow(), "/workflow");
    String form = other == null || other.trigger() == null ? null : other.trigger().form();
    Form own = context.ownForm();
    boolean itsOwn = own != null && own.id().equals(form);
    if (form != null && settings.record() == null && !itsOwn) {
      context.problem("/record", "subflow_needs_record", settings.workflow(), form);
    }
    CompiledFormula record =
        settings.record() == null ? null : context.value(settings.record(), "/record");
    return new Subflow(
        settings.workflow(),
        form != null,
        record,
        InputPlan.compile(settings.input(), context, "/input"),
        Boolean.TRUE.equals(settings.goOn()));
  }

  private record Subflow(
      String workflow,
      boolean about,
      @Nullable CompiledFormula record,
      InputPlan input,
      boolean goOn)
      implements StepAction {
    @Override
    public Move run(StepContext run) {
      UUID id = null;
      if (about) {
        id = record == null ? run.recordId() : NamedRecord.id(record, run);
      }
      UUID child = run.start(workflow, id, (ObjectNode) input.in(run.scope()));
      ObjectNode note =
          JsonNodeFactory.instance
              .objectNode()
              .put("instance", child.toString())
              .put("workflow", workflow);
      if (goOn) {
        return new Move.Next(note);
      }
      run.log(InstanceEvent.Kind.WAITING, note);
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      if (!(signal instanceof Signal.Due)) {
        return new Move.Wait();
      }
      Instance child = run.children().getLast();
      return child.state().finished() ? new Move.Next(output(child)) : new Move.Wait();
    }

    private static JsonNode output(Instance child) {
      return JsonNodeFactory.instance
          .objectNode()
          .put("instance", child.id().toString())
          .put("state", child.state().id())
          .put("outcome", child.outcome())
          .set("steps", child.steps());
    }
  }
}
