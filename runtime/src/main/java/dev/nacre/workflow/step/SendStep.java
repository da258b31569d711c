package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Value;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InputPlan;
import dev.nacre.workflow.Keys;
import dev.nacre.workflow.Moment;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import jakarta.validation.constraints.NotEmpty;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Sends a message to other workflows: those that wait for it go on, and those that it starts begin.
 */
@Singleton
public final class SendStep implements StepType<SendStep.Settings> {
  /**
   * The settings.
   *
   * @param message its name
   * @param key what it is about, such as an order number: only who waits for that gets it; null
   *     means nothing in particular
   * @param data what it says, by name
   * @param keep how long somebody who begins to wait later still gets it; null means not at all
   */
  public record Settings(
      @NotEmpty String message,
      @Nullable Value key,
      @Nullable Map<String, Value> data,
      @Nullable Duration keep) {}

  @Override
  public String id() {
    return "send";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    context.name(settings.message(), "/message");
    CompiledFormula key = settings.key() == null ? null : context.value(settings.key(), "/key");
    InputPlan data = InputPlan.compile(settings.data(), context, "/data");
    Duration keep = settings.keep();
    return run -> {
      run.post(
          settings.message(),
          key == null ? null : Keys.of(key.evaluate(run.scope())),
          (ObjectNode) data.in(run.scope()),
          keep == null ? null : Moment.after(run.now(), keep));
      return Move.next();
    };
  }
}
