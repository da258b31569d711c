package dev.nacre.workflow.step;

import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.Instance;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Ends the instance here, whatever stands after it. */
@Singleton
public final class EndStep implements StepType<EndStep.Settings> {
  /**
   * The settings.
   *
   * @param state what to call this end; may be null
   */
  public record Settings(@Nullable String state) {}

  @Override
  public String id() {
    return "end";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    return run -> new Move.End(Instance.State.ENDED, settings.state(), null);
  }
}
