package dev.nacre.workflow.step;

import dev.nacre.connector.Connector;
import dev.nacre.event.Effect;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InputPlan;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Outgoing;
import dev.nacre.workflow.Reply;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotEmpty;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Asks a connector for something, and waits for the answer. The call is made from the outbox, after
 * the transaction has committed: nothing is asked for that was then taken back.
 */
@Singleton
public final class CallStep implements StepType<CallStep.Settings> {
  /**
   * The settings.
   *
   * @param connector which one
   * @param operation what it is to do
   * @param input what the operation's templates see as {@code input}; null means nothing
   * @param tries so many failed attempts fail the step; null means eight, in about forty minutes
   * @param repeatable whether twice does no harm: then it is tried again too when nobody knows
   *     whether it was done; null means no
   */
  public record Settings(
      @NotEmpty @Refers("connectors") String connector,
      @NotEmpty String operation,
      @Nullable Map<String, Value> input,
      @Min(1) @Max(20) @Nullable Integer tries,
      @Nullable Boolean repeatable) {}

  @Override
  public String id() {
    return "call";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    Connector connector = context.connector(settings.connector(), "/connector");
    if (connector != null) {
      context.operation(connector, settings.operation(), "/operation");
    }
    return new Calling(
        settings,
        InputPlan.compile(settings.input(), context, "/input"),
        settings.tries() == null ? Effect.TRIES : settings.tries());
  }

  private record Calling(Settings settings, InputPlan input, int tries) implements StepAction {
    @Override
    public Move run(StepContext run) {
      run.sendAndWait(
          new Outgoing(
              settings.connector(),
              settings.operation(),
              tries,
              Boolean.TRUE.equals(settings.repeatable()),
              input.in(run.scope())));
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      return switch (Reply.in(signal).orElse(null)) {
        case null -> new Move.Wait();
        case Reply.Done done -> new Move.Next(done.answer());
        case Reply.Failed failed -> throw new StepFailedException(failed.why());
      };
    }
  }
}
