package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Value;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** Waits for a while, or until a moment. */
@Singleton
public final class DelayStep implements StepType<DelayStep.Settings> {
  /**
   * The settings, of which one is given, or both: then so long after that moment.
   *
   * @param after how long
   * @param until a date or a moment; one that is past doesn't wait
   */
  public record Settings(@Nullable Duration after, @Nullable Value until) {}

  @Override
  public String id() {
    return "delay";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    if (settings.after() == null && settings.until() == null) {
      context.problem("", "delay_how_long");
    }
    CompiledFormula until =
        settings.until() == null ? null : context.value(settings.until(), "/until");
    return new Delay(settings.after() == null ? Duration.ZERO : settings.after(), until);
  }

  private record Delay(Duration after, @Nullable CompiledFormula until) implements StepAction {
    @Override
    public Move run(StepContext run) {
      Instant end = (until == null ? run.now() : moment(until, run)).plus(after);
      if (!end.isAfter(run.now())) {
        return Move.next();
      }
      var note = JsonNodeFactory.instance.objectNode().put("until", end.toString());
      run.timer(end, note);
      run.log(InstanceEvent.Kind.WAITING, note);
      return new Move.Wait();
    }

    private static Instant moment(CompiledFormula until, StepContext run) {
      Object value = until.evaluate(run.scope());
      return switch (value) {
        case Instant moment -> moment;
        case LocalDate day -> day.atStartOfDay(run.zone()).toInstant();
        case null -> throw StepFailedException.of("delay_until_nothing");
        default -> throw StepFailedException.of("delay_until_no_moment", value);
      };
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      return signal instanceof Signal.Due ? Move.next() : new Move.Wait();
    }
  }
}
