package dev.nacre.workflow.step;

import dev.nacre.metadata.Text;
import dev.nacre.workflow.AssignSettings;
import dev.nacre.workflow.Assignment;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.Template;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotNull;
import org.jspecify.annotations.Nullable;

/** Sends a message within Nacre. */
@Singleton
public final class NotifyStep implements StepType<NotifyStep.Settings> {
  /**
   * The settings.
   *
   * @param to whom
   * @param text the message; {@code {{formula}}} is computed
   * @param title may be null
   */
  public record Settings(@NotNull AssignSettings to, @NotNull Text text, @Nullable Text title) {}

  @Override
  public String id() {
    return "notify";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    Assignment to = context.assignment(settings.to(), "/to");
    Template text = context.template(settings.text(), "/text");
    Template title = settings.title() == null ? null : context.template(settings.title(), "/title");
    return run -> {
      if (to != null) {
        run.tell(
            to.now(run), title == null ? null : title.fill(run.scope()), text.fill(run.scope()));
      }
      return Move.next();
    };
  }
}
