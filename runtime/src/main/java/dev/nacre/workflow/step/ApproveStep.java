package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.workflow.AssignSettings;
import dev.nacre.workflow.Assignment;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Deadline;
import dev.nacre.workflow.DeadlineSettings;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.Template;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until people approve. When they reject, the steps of {@code rejected} run and the instance
 * ends as rejected. They may also return it to the applicant, who completes it; then they are asked
 * again.
 */
@Singleton
public final class ApproveStep implements StepType<ApproveStep.Settings> {
  private static final String REJECTED = "rejected";

  /**
   * The settings.
   *
   * @param assign who approves
   * @param mode whether one of them is enough; null means {@code any}
   * @param title the task's; {@code {{formula}}} is computed; null means the step's name and the
   *     record's title
   * @param rejected what happens when they reject; null means the instance just ends
   * @param deadline null means there is none
   */
  public record Settings(
      @NotNull AssignSettings assign,
      Task.@Nullable Mode mode,
      @Nullable Text title,
      @Nullable Rejected rejected,
      @Nullable DeadlineSettings deadline) {}

  /** What happens when they reject. */
  public record Rejected(@NotNull List<WorkflowDefinition.Step> steps) {}

  @Override
  public String id() {
    return "approve";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    Assignment assign = context.assignment(settings.assign(), "/assign");
    if (settings.rejected() != null) {
      context.block(REJECTED, settings.rejected().steps(), "/rejected/steps");
    }
    return new Approval(
        assign,
        settings.mode() == null ? Task.Mode.ANY : settings.mode(),
        settings.title() == null ? null : context.template(settings.title(), "/title"),
        settings.rejected() != null,
        settings.deadline() == null
            ? null
            : Deadline.compile(settings.deadline(), context, "/deadline"));
  }

  /** The compiled step; {@code assign} is null only when compiling reported it. */
  private record Approval(
      @Nullable Assignment assign,
      Task.Mode mode,
      @Nullable Template title,
      boolean hasRejected,
      @Nullable Deadline deadline)
      implements StepAction {

    @Override
    public Move run(StepContext run) {
      if (assign == null) {
        return Move.next();
      }
      var actions = new ArrayList<>(List.of(TaskAction.APPROVE, TaskAction.REJECT));
      if (run.applicant().isPresent()) {
        actions.add(TaskAction.RETURN);
      }
      actions.add(TaskAction.DELEGATE);
      run.open(
          title == null ? run.defaultTitle() : title.fill(run.scope()),
          actions,
          mode,
          assignees(assign.now(run), run),
          deadline == null ? null : deadline.begin(run));
      return new Move.Wait();
    }

    /** Where everybody of a role must approve, everybody is whoever holds it now. */
    private List<Task.Assignee> assignees(Task.Assignee assignee, StepContext run) {
      if (mode == Task.Mode.ANY || assignee.role() == null) {
        return List.of(assignee);
      }
      List<Task.Assignee> all =
          run.holders(assignee.role()).stream().map(Task.Assignee::user).toList();
      if (all.isEmpty()) {
        throw StepFailedException.of("assign_role_empty", assignee.role());
      }
      return all;
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      return switch (signal) {
        case Signal.Decided decided -> decided(run, decided);
        case Signal.Due due ->
            deadline == null
                ? new Move.Wait()
                : deadline
                    .passed(due, run)
                    .map(
                        decision ->
                            decide(
                                decision,
                                JsonNodeFactory.instance
                                    .objectNode()
                                    .put("decision", decision.id())
                                    .put("by", "deadline")))
                    .orElseGet(Move.Wait::new);
      };
    }

    private Move decided(StepContext run, Signal.Decided decided) {
      return switch (decided.action()) {
        case RETURN -> {
          run.dropTimers();
          String applicant =
              run.applicant().orElseThrow(() -> StepFailedException.of("assign_nobody"));
          run.open(
              run.defaultTitle(),
              List.of(TaskAction.COMPLETE, TaskAction.DELEGATE),
              Task.Mode.ANY,
              List.of(Task.Assignee.user(applicant)),
              null);
          yield new Move.Wait();
        }
        case COMPLETE -> run(run);
        case APPROVE, REJECT, DELEGATE -> {
          ObjectNode output =
              JsonNodeFactory.instance
                  .objectNode()
                  .put("decision", decided.action().id())
                  .put("by", decided.who())
                  .put("comment", decided.comment());
          output.set("data", decided.data());
          yield decide(decided.action(), output);
        }
      };
    }

    private Move decide(TaskAction decision, ObjectNode output) {
      if (decision == TaskAction.APPROVE) {
        return new Move.Next(output);
      }
      return hasRejected
          ? new Move.Enter(REJECTED, output)
          : new Move.End(Instance.State.REJECTED, null, output);
    }

    @Override
    public Move left(StepContext run, String block) {
      return new Move.End(Instance.State.REJECTED, null, null);
    }
  }
}
