package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.kind.NamesField;
import dev.nacre.metadata.Text;
import dev.nacre.record.Form;
import dev.nacre.workflow.Approvers;
import dev.nacre.workflow.AssignSettings;
import dev.nacre.workflow.Assignment;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Deadline;
import dev.nacre.workflow.DeadlineSettings;
import dev.nacre.workflow.FillField;
import dev.nacre.workflow.FillPlan;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.PeopleAction;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.Template;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import jakarta.validation.constraints.NotNull;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Waits until somebody has filled in some fields of the workflow's record. */
@Singleton
public final class FillStep implements StepType<FillStep.Settings> {
  /**
   * The settings.
   *
   * @param assign who fills them in; one of them is enough
   * @param fields the fields; {@code lines} is a whole table, {@code lines.qty} only that field of
   *     the lines that are there
   * @param required those of them that must have a value afterwards
   * @param title the task's; {@code {{formula}}} is computed; null means the step's name and the
   *     record's title
   * @param deadline null means there is none
   */
  public record Settings(
      @NotNull AssignSettings assign,
      @NotEmpty @NamesField(NamesField.Of.WRITTEN) List<String> fields,
      @NamesField(NamesField.Of.WRITTEN) @Nullable List<String> required,
      @Nullable Text title,
      @Nullable DeadlineSettings deadline) {}

  @Override
  public String id() {
    return "fill";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    Assignment assign = context.assignment(settings.assign(), "/assign");
    Form form = context.recordForm("/fields");
    List<String> required = settings.required() == null ? List.of() : settings.required();
    FillPlan plan =
        form == null ? null : FillPlan.compile(form, settings.fields(), required, context);
    Deadline deadline =
        settings.deadline() == null
            ? null
            : Deadline.compile(settings.deadline(), context, "/deadline");
    if (settings.deadline() != null && settings.deadline().then() != null) {
      List<DeadlineSettings.Rung> then = settings.deadline().then();
      for (int i = 0; i < then.size(); i++) {
        if (then.get(i).decide() != null) {
          context.problem("/deadline/then/" + i + "/decide", "fill_decides_nothing");
        }
      }
    }
    Template title = settings.title() == null ? null : context.template(settings.title(), "/title");
    return assign == null || plan == null
        ? run -> Move.next()
        : new Filling(
            new Approvers(assign, Task.Mode.ANY, false, null, null, List.of()),
            plan,
            title,
            deadline);
  }

  private record Filling(
      Approvers people, FillPlan plan, @Nullable Template title, @Nullable Deadline deadline)
      implements PeopleAction {

    @Override
    public List<FillField> fields(StepContext run) {
      return plan.fields(run);
    }

    @Override
    public Move run(StepContext run) {
      run.open(
          title == null ? run.defaultTitle() : title.fill(run.scope()),
          List.of(TaskAction.COMPLETE, TaskAction.DELEGATE, TaskAction.ADD),
          Task.Mode.ANY,
          Task.Rules.NONE,
          people.now(run, List.of()),
          deadline == null ? null : deadline.begin(run));
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      return switch (signal) {
        case Signal.Decided decided -> fill(run, decided);
        case Signal.Due due -> {
          if (deadline != null) {
            var unused = deadline.passed(due, run);
          }
          yield new Move.Wait();
        }
      };
    }

    private Move fill(StepContext run, Signal.Decided decided) {
      ObjectNode output =
          JsonNodeFactory.instance
              .objectNode()
              .put("by", decided.who())
              .put("comment", decided.comment());
      output.set("data", decided.data());
      return plan.write(
          run, decided.data(), decided.seen(), decided.who(), outcome -> new Move.Next(output));
    }
  }
}
