package dev.nacre.workflow.step;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.kind.Refers;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.workflow.CompileContext;
import dev.nacre.workflow.InstanceEvent;
import dev.nacre.workflow.Keys;
import dev.nacre.workflow.Moment;
import dev.nacre.workflow.Move;
import dev.nacre.workflow.Signal;
import dev.nacre.workflow.StepAction;
import dev.nacre.workflow.StepContext;
import dev.nacre.workflow.StepType;
import dev.nacre.workflow.Wake;
import dev.nacre.workflow.WorkClock;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Waits until something is so, a message comes, or time is over: whichever is first. */
@Singleton
public final class WaitStep implements StepType<WaitStep.Settings> {
  private static final String ELSE = "else";

  /** How often a condition that time alone may fulfil is looked at. */
  private static final Duration LOOK = Duration.ofMinutes(5);

  /**
   * The settings; at least one of {@code when}, {@code message}, {@code after} and {@code until}.
   *
   * @param when until this holds of the record; null means not for that
   * @param message until a message of this name is sent; null means not for that
   * @param key what the message must be about; null means whatever it is
   * @param after at most so long, or so long after {@code until}
   * @param until at most until this date or moment, also when it moves; empty means for ever
   * @param calendar counts {@code after} by its hours; null means every hour counts
   * @param otherwise when time is over first; null means that the workflow just goes on
   */
  public record Settings(
      @Nullable Condition when,
      @Nullable String message,
      @Nullable Value key,
      @Nullable Duration after,
      @Nullable Value until,
      @Refers("calendars") @Nullable Value calendar,
      @JsonProperty(ELSE) @Nullable List<WorkflowDefinition.Step> otherwise) {}

  @Override
  public String id() {
    return "wait";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  public StepAction compile(Settings settings, CompileContext context) {
    if (settings.when() == null
        && settings.message() == null
        && settings.after() == null
        && settings.until() == null) {
      context.problem("", "wait_for_nothing");
    }
    if (settings.message() != null) {
      context.name(settings.message(), "/message");
    } else if (settings.key() != null) {
      context.problem("/key", "wait_key_alone");
    }
    var crosses = new HashSet<String>();
    CompiledCondition when = null;
    if (settings.when() != null) {
      if (context.recordForm("/when") != null) {
        when = context.condition(settings.when(), "/when");
      }
      if (when != null) {
        crosses.addAll(when.crosses());
      }
    }
    CompiledFormula key = settings.key() == null ? null : context.value(settings.key(), "/key");
    Moment until = Moment.compile(settings.until(), context, "/until");
    if (until != null) {
      crosses.addAll(until.crosses());
    }
    if (settings.otherwise() != null) {
      if (settings.after() == null && settings.until() == null) {
        context.problem("/" + ELSE, "wait_else_needs_time");
      }
      context.block(ELSE, settings.otherwise(), "/" + ELSE);
    }
    return new Waiting(
        settings,
        when,
        settings.when() != null && byTime(settings.when(), when),
        key,
        until,
        WorkClock.compile(settings.calendar(), settings.after(), context),
        crosses);
  }

  /** Whether a condition may come to hold without any record being changed. */
  private static boolean byTime(Condition condition, @Nullable CompiledCondition compiled) {
    return (compiled != null && compiled.looksUp())
        || switch (condition) {
          case Condition.All all -> all.parts().stream().anyMatch(part -> byTime(part, null));
          case Condition.Any any -> any.parts().stream().anyMatch(part -> byTime(part, null));
          case Condition.Not not -> byTime(not.part(), null);
          case Condition.Some some -> byTime(some.where(), null);
          case Condition.Compare compare ->
              compare.op() == Condition.Op.WITHIN || compare.value() instanceof Value.Expr;
        };
  }

  private record Waiting(
      Settings settings,
      @Nullable CompiledCondition when,
      boolean byTime,
      @Nullable CompiledFormula key,
      @Nullable Moment until,
      WorkClock clock,
      Set<String> crosses)
      implements StepAction {

    @Override
    public Move run(StepContext run) {
      return look(run, run.now(), true);
    }

    /** Waits on, unless it is over. */
    private Move look(StepContext run, Instant since, boolean first) {
      if (when != null && when.test(run.scope())) {
        return new Move.Next(by("condition"));
      }
      String about = key == null ? null : Keys.of(key.evaluate(run.scope()));
      if (first && settings.message() != null) {
        Optional<Wake.Told> kept = run.kept(settings.message(), about);
        if (kept.isPresent()) {
          return told(kept.get());
        }
      }
      Instant end = end(run, since);
      if (end != null && !end.isAfter(run.now())) {
        return over();
      }
      var note = JsonNodeFactory.instance.objectNode().put("since", since.toString());
      if (end != null) {
        run.timer(end, note);
      }
      if (byTime) {
        run.timer(run.now().plus(LOOK), Wake.again(note));
      }
      if (when != null || until != null) {
        run.watchRecord(crosses, note);
      }
      if (settings.message() != null) {
        run.watchMessage(settings.message(), about, note);
      }
      if (first) {
        log(run, about, end);
      }
      return new Move.Wait();
    }

    private void log(StepContext run, @Nullable String about, @Nullable Instant end) {
      ObjectNode detail = JsonNodeFactory.instance.objectNode();
      if (settings.message() != null) {
        detail.put("message", settings.message());
      }
      if (about != null) {
        detail.put("key", about);
      }
      if (end != null) {
        detail.put("until", end.toString());
      }
      run.log(InstanceEvent.Kind.WAITING, detail);
    }

    private @Nullable Instant end(StepContext run, Instant since) {
      Duration after = settings.after();
      if (until == null) {
        return after == null ? null : clock.add(since, after, run);
      }
      Instant moment = until.now(run, Moment.Day.IS_OVER);
      return moment == null || after == null ? moment : clock.add(moment, after, run);
    }

    @Override
    public Move resume(StepContext run, Signal signal) {
      Optional<Wake> wake = Wake.in(signal);
      if (wake.isPresent()) {
        return switch (wake.get()) {
          case Wake.Told told -> told(told);
          case Wake.Changed(JsonNode note) -> {
            run.dropTimers();
            yield look(run, Instant.parse(note.path("since").asText()), false);
          }
        };
      }
      return signal instanceof Signal.Due ? over() : new Move.Wait();
    }

    private Move over() {
      ObjectNode output = by("time");
      return settings.otherwise() == null ? new Move.Next(output) : new Move.Enter(ELSE, output);
    }

    private static Move told(Wake.Told told) {
      ObjectNode output = by("message");
      output.put("key", told.key());
      output.set("data", told.data());
      return new Move.Next(output);
    }

    private static ObjectNode by(String what) {
      return JsonNodeFactory.instance.objectNode().put("by", what);
    }
  }
}
