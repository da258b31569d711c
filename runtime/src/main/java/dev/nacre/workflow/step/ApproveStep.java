package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Text;
import dev.nacre.metadata.Value;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.workflow.Approvers;
import dev.nacre.workflow.AssignSettings;
import dev.nacre.workflow.Assignment;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Deadline;
import dev.nacre.workflow.DeadlineSettings;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.PeopleAction;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.Template;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Waits until people approve. When they reject, the steps of {@code rejected} run and the instance
 * ends as rejected. They may also return it to the applicant, who completes it, or to an earlier
 * step; then they are asked again.
 */
@Singleton
public final class ApproveStep implements StepType<ApproveStep.Settings> {
  private static final String REJECTED = "rejected";
  private static final String APPLICANT = "applicant";

  /**
   * The settings.
   *
   * @param assign who approves
   * @param mode how many of them must; null means {@code any}, for levels {@code sequence}
   * @param share how many per cent must approve; null unless the mode is {@code share}
   * @param title the task's; {@code {{formula}}} is computed; null means the step's name and the
   *     record's title
   * @param own whether who applies may approve their own; null means they may
   * @param ownWhen they may only when this holds
   * @param applicant who applies, by sign-in name; null means who started the workflow
   * @param notBy earlier steps; who approved there may not approve here
   * @param returnTo earlier steps, and {@code applicant}; null means only the applicant
   * @param offer what they may do besides; null means all of it
   * @param comment what they must give a reason for
   * @param rejected what happens when they reject; null means the instance just ends
   * @param deadline null means there is none
   */
  public record Settings(
      @NotNull AssignSettings assign,
      Task.@Nullable Mode mode,
      @Min(1) @Max(100) @Nullable Integer share,
      @Nullable Text title,
      @Nullable Own own,
      @Nullable Condition ownWhen,
      @Nullable Value applicant,
      @Nullable List<String> notBy,
      @Nullable List<String> returnTo,
      @Nullable List<Offer> offer,
      @Nullable List<Reasoned> comment,
      @Nullable Rejected rejected,
      @Nullable DeadlineSettings deadline) {}

  /** What happens when they reject. */
  public record Rejected(@NotNull List<WorkflowDefinition.Step> steps) {}

  /** Whether somebody may approve what they applied for. */
  public enum Own {
    ALLOW,
    REFUSE
  }

  /** What people may do besides deciding. */
  public enum Offer {
    RETURN,
    DELEGATE,
    ADD
  }

  /** What may need a reason. */
  public enum Reasoned {
    APPROVE,
    REJECT,
    RETURN,
    DELEGATE,
    ADD
  }

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
    Task.Mode mode = mode(settings);
    if (mode == Task.Mode.SHARE && settings.share() == null) {
      context.problem("/share", "share_mode");
    } else if (mode != Task.Mode.SHARE && settings.share() != null) {
      context.objection("/share", "share_mode");
    }
    if (settings.own() == Own.ALLOW && settings.ownWhen() != null) {
      context.objection("/ownWhen", "own_allowed_when");
    }
    if (settings.returnTo() != null
        && settings.offer() != null
        && !settings.offer().contains(Offer.RETURN)) {
      context.objection("/returnTo", "return_not_offered");
    }
    List<String> notBy = settings.notBy() == null ? List.of() : settings.notBy();
    context.earlierPeople(notBy, "/notBy");
    List<String> returnTo = settings.returnTo() == null ? List.of(APPLICANT) : settings.returnTo();
    for (int i = 0; i < returnTo.size(); i++) {
      if (!returnTo.get(i).equals(APPLICANT)) {
        context.earlierPeople(returnTo.get(i), "/returnTo/" + i);
      }
    }
    CompiledCondition ownWhen =
        settings.ownWhen() == null ? null : context.condition(settings.ownWhen(), "/ownWhen");
    CompiledFormula applicant =
        settings.applicant() == null ? null : context.value(settings.applicant(), "/applicant");
    if (settings.rejected() != null) {
      context.block(REJECTED, settings.rejected().steps(), "/rejected/steps");
    }
    List<Offer> offer = settings.offer() == null ? List.of(Offer.values()) : settings.offer();
    List<Reasoned> comment = settings.comment() == null ? List.of() : settings.comment();
    return new Approval(
        assign == null
            ? null
            : new Approvers(
                assign,
                mode,
                settings.own() == Own.REFUSE || ownWhen != null,
                ownWhen,
                applicant,
                notBy),
        mode,
        settings.share() == null ? 0 : settings.share(),
        settings.title() == null ? null : context.template(settings.title(), "/title"),
        returnTo,
        offer,
        comment.stream().map(c -> TaskAction.valueOf(c.name())).toList(),
        settings.rejected() != null,
        settings.deadline() == null
            ? null
            : Deadline.compile(settings.deadline(), context, "/deadline"));
  }

  /** Superiors are asked level by level, and so many per cent only where a number is given. */
  private static Task.Mode mode(Settings settings) {
    if (settings.mode() != null) {
      return settings.mode();
    }
    if (settings.share() != null) {
      return Task.Mode.SHARE;
    }
    return settings.assign().levels() == null ? Task.Mode.ANY : Task.Mode.SEQUENCE;
  }

  /** The compiled step; {@code approvers} is null only when compiling reported it. */
  private record Approval(
      @Nullable Approvers approvers,
      Task.Mode mode,
      int share,
      @Nullable Template title,
      List<String> returnTo,
      List<Offer> offer,
      List<TaskAction> comment,
      boolean hasRejected,
      @Nullable Deadline deadline)
      implements PeopleAction {

    @Override
    public Move run(StepContext run) {
      if (approvers == null) {
        return Move.next();
      }
      List<String> back = new ArrayList<>(returnTo);
      if (run.applicant().isEmpty()) {
        back.remove(APPLICANT);
      }
      var actions = new ArrayList<>(List.of(TaskAction.APPROVE, TaskAction.REJECT));
      Arrays.stream(Offer.values())
          .filter(offer::contains)
          .filter(o -> o != Offer.RETURN || !back.isEmpty())
          .map(o -> TaskAction.valueOf(o.name()))
          .forEach(actions::add);
      List<String> barred = approvers.barred(run);
      run.open(
          title == null ? run.defaultTitle() : title.fill(run.scope()),
          actions,
          mode,
          new Task.Rules(share, barred, back, comment),
          approvers.now(run, barred),
          deadline == null ? null : deadline.begin(run));
      return new Move.Wait();
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
          String to = decided.data().path("to").asText(APPLICANT);
          yield to.equals(APPLICANT)
              ? toApplicant(run)
              : new Move.Return(to, decided.data().path("back").booleanValue());
        }
        case COMPLETE -> run(run);
        case APPROVE, REJECT -> decide(decided.action(), output(decided));
        case DELEGATE, ADD, COMMENT, URGE, REASSIGN ->
            throw new IllegalStateException(decided.action() + " decides nothing");
      };
    }

    private static Move toApplicant(StepContext run) {
      run.dropTimers();
      String applicant = run.applicant().orElseThrow(() -> StepFailedException.of("assign_nobody"));
      run.open(
          run.defaultTitle(),
          List.of(TaskAction.COMPLETE, TaskAction.DELEGATE),
          Task.Mode.ANY,
          Task.Rules.NONE,
          List.of(Task.Assignee.user(applicant)),
          null);
      return new Move.Wait();
    }

    private static ObjectNode output(Signal.Decided decided) {
      ObjectNode output =
          JsonNodeFactory.instance
              .objectNode()
              .put("decision", decided.action().id())
              .put("by", decided.who())
              .put("comment", decided.comment());
      output.set("data", decided.data());
      ArrayNode all = output.putArray("decisions");
      for (Task.Assignee assignee : decided.task().assignees()) {
        Task.Given given = assignee.given();
        if (given != null) {
          all.addObject()
              .put("decision", given.action().id())
              .put("by", given.by())
              .put("comment", given.comment())
              .put("at", given.at().toString());
        }
      }
      return output;
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
