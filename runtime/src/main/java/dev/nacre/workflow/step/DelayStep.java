package dev.nacre.workflow.step;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Value;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Moment;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepFailedException;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.WorkClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Waits for a while, or until a moment. */
@Singleton
public final class DelayStep implements StepType<DelayStep.Settings> {
  /**
   * The settings, of which one is given, or both: then so long after that moment.
   *
   * @param after how long
   * @param until a date or a moment; one that is past doesn't wait
   * @param calendar counts only its hours; null means every hour counts
   */
  public record Settings(
      @Nullable Duration after,
      @Nullable Value until,
      @Refers("calendars") @Nullable Value calendar) {}

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
    Moment until = Moment.compile(settings.until(), context, "/until");
    return new Delay(
        settings.after() == null ? Duration.ZERO : settings.after(),
        until,
        WorkClock.compile(settings.calendar(), settings.after(), context));
  }

  private record Delay(Duration after, @Nullable Moment until, WorkClock clock)
      implements StepAction {
    @Override
    public Move run(StepContext run) {
      Instant from = until == null ? run.now() : until.now(run, Moment.Day.BEGINS);
      if (from == null) {
        throw StepFailedException.of("delay_until_nothing");
      }
      Instant end = clock.add(from, after, run);
      if (!end.isAfter(run.now())) {
        return Move.next();
      }
      var note = JsonNodeFactory.instance.objectNode().put("until", end.toString());
      run.timer(end, note);
      run.log(InstanceEvent.Kind.WAITING, note);
      return new Move.Wait();
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      return signal instanceof Signal.Due ? Move.next() : new Move.Wait();
    }
  }
}
