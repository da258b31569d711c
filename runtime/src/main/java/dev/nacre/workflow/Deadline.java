package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledCondition;
import dev.nacre.metadata.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By when a task should be done, compiled; climbs its ladder by durable timers. Where it stands
 * travels in their notes, and in those of what it watches: a moment that moves, a condition under
 * which time doesn't count, days that somebody enters in the calendar.
 */
public final class Deadline {
  private final Duration after;
  private final @Nullable Moment until;
  private final @Nullable CompiledCondition pause;
  private final WorkClock clock;
  private final Set<String> crosses;
  private final List<Rung> ladder;

  /** One rung: how long after the one before, and what it does. */
  record Rung(Duration after, Effect effect) {}

  /** What a rung does. */
  sealed interface Effect {
    /** Tells those who may act. */
    record Remind() implements Effect {}

    /** Takes it from them and gives it to these. */
    record Reassign(Assignment to) implements Effect {}

    /** Lets these act too. */
    record Escalate(Assignment to) implements Effect {}

    /** Decides in their place. */
    record Decide(TaskAction decision) implements Effect {}
  }

  private Deadline(
      Duration after,
      @Nullable Moment until,
      @Nullable CompiledCondition pause,
      WorkClock clock,
      Set<String> crosses,
      List<Rung> ladder) {
    this.after = after;
    this.until = until;
    this.pause = pause;
    this.clock = clock;
    this.crosses = Set.copyOf(crosses);
    this.ladder = List.copyOf(ladder);
  }

  /** Checks and compiles; a ladder that doesn't fit is reported. */
  public static Deadline compile(DeadlineSettings settings, CompileContext context, String at) {
    if (settings.after() == null && settings.until() == null) {
      context.problem(at + "/after", "deadline_how_long");
    }
    WorkClock clock = WorkClock.compile(settings.calendar(), context, at + "/calendar");
    var crosses = new HashSet<>(clock.crosses());
    Moment until = Moment.compile(settings.until(), context, at + "/until");
    if (until != null) {
      crosses.addAll(until.crosses());
    }
    CompiledCondition pause = null;
    if (settings.pause() != null && context.recordForm(at + "/pause") != null) {
      pause = context.condition(settings.pause(), at + "/pause");
      if (pause != null) {
        crosses.addAll(pause.crosses());
      }
    }
    var ladder = new ArrayList<Rung>();
    List<DeadlineSettings.Rung> wanted = settings.then() == null ? List.of() : settings.then();
    for (int i = 0; i < wanted.size(); i++) {
      DeadlineSettings.Rung rung = wanted.get(i);
      Effect effect = effect(rung, context, at + "/then/" + i);
      if (effect != null) {
        ladder.add(new Rung(rung.after() == null ? Duration.ZERO : rung.after(), effect));
      }
      clock.check(rung.after(), context, at + "/then/" + i + "/after");
    }
    clock.check(settings.after(), context, at + "/after");
    if (settings.calendar() != null
        && settings.after() == null
        && wanted.stream().allMatch(rung -> rung.after() == null)) {
      context.objection(at + "/calendar", "calendar_counts_nothing");
    }
    return new Deadline(
        settings.after() == null ? Duration.ZERO : settings.after(),
        until,
        pause,
        clock,
        crosses,
        ladder);
  }

  private static @Nullable Effect effect(
      DeadlineSettings.Rung rung, CompileContext context, String at) {
    var effects = new ArrayList<Effect>();
    int wanted = 0;
    if (Boolean.TRUE.equals(rung.remind())) {
      wanted++;
      effects.add(new Effect.Remind());
    }
    if (rung.reassign() != null) {
      wanted++;
      Assignment to = context.assignment(rung.reassign(), at + "/reassign");
      if (to != null) {
        effects.add(new Effect.Reassign(to));
      }
    }
    if (rung.escalate() != null) {
      wanted++;
      Assignment to = context.assignment(rung.escalate(), at + "/escalate");
      if (to != null) {
        effects.add(new Effect.Escalate(to));
      }
    }
    if (rung.decide() != null) {
      wanted++;
      effects.add(
          new Effect.Decide(
              switch (rung.decide()) {
                case APPROVE -> TaskAction.APPROVE;
                case REJECT -> TaskAction.REJECT;
              }));
    }
    if (wanted != 1) {
      context.problem(at, "deadline_one_effect");
      return null;
    }
    return effects.isEmpty() ? null : effects.getFirst();
  }

  /** Starts the ladder for a task that is opened now; gives when it is due, null for never. */
  public @Nullable Instant begin(StepContext run) {
    Instant from = until == null ? run.now() : until.now(run, Moment.Day.IS_OVER);
    if (from == null) {
      watch(Climb.NOWHERE, run);
      return null;
    }
    Climb climb = first(from);
    return arm(pauses(run) ? paused(climb, run) : climb, run);
  }

  private Climb first(Instant from) {
    return new Climb(0, from, after.plus(rest(0)), after, until == null ? null : from, false);
  }

  private Duration rest(int rung) {
    return rung < ladder.size() ? ladder.get(rung).after() : Duration.ZERO;
  }

  private boolean pauses(StepContext run) {
    return pause != null && pause.test(run.scope());
  }

  private Climb paused(Climb climb, StepContext run) {
    return new Climb(
        climb.rung(),
        run.now(),
        clock.between(run.now(), clock.add(climb.base(), climb.left(), run), run),
        clock.between(run.now(), clock.add(climb.base(), climb.untilDue(), run), run),
        climb.moment(),
        true);
  }

  /** Asks for the next rung, and for whatever may move it; gives when the task is due. */
  private @Nullable Instant arm(Climb climb, StepContext run) {
    if (!climb.paused() && climb.rung() < ladder.size()) {
      run.timer(clock.add(climb.base(), climb.left(), run), climb.note());
    }
    watch(climb, run);
    return climb.paused() ? null : clock.add(climb.base(), climb.untilDue(), run);
  }

  private void watch(Climb climb, StepContext run) {
    if (until != null || pause != null || clock.ofRecord()) {
      run.watchRecord(crosses, climb.note());
    }
    String days = clock.form(run);
    if (days != null) {
      run.watchForm(days, climb.note());
    }
  }

  /**
   * Climbs a rung, or looks again at when the next one is.
   *
   * @return the decision, when the ladder decides; the tasks are closed then
   */
  public Optional<TaskAction> passed(Signal.Due due, StepContext run) {
    Optional<Wake> wake = Wake.in(due);
    if (wake.isPresent()) {
      moved(Climb.read(wake.get().note(), run.now()), run);
      return Optional.empty();
    }
    Climb climb = Climb.read(due.what(), run.now());
    if (climb.rung() >= ladder.size()) {
      return Optional.empty();
    }
    Optional<TaskAction> decision = climb(ladder.get(climb.rung()).effect(), run);
    if (decision.isEmpty()) {
      int next = climb.rung() + 1;
      run.dropTimers();
      var unused =
          arm(new Climb(next, run.now(), rest(next), Duration.ZERO, climb.moment(), false), run);
    }
    return decision;
  }

  /** What it depends on has been changed. */
  private void moved(Climb before, StepContext run) {
    run.dropTimers();
    Instant moment = until == null ? null : until.now(run, Moment.Day.IS_OVER);
    if (until != null && moment == null) {
      watch(Climb.NOWHERE, run);
      due(before, null, "lifted", run);
      return;
    }
    Climb now = before;
    String does = null;
    if (moment != null && !moment.equals(before.moment())) {
      now = first(moment);
      does = "moved";
    }
    boolean pauses = pauses(run);
    if (pauses && !now.paused()) {
      now = paused(now, run);
      does = "pause";
    } else if (!pauses && now.paused()) {
      now = new Climb(now.rung(), run.now(), now.left(), now.untilDue(), now.moment(), false);
      does = "resume";
    }
    Instant at = arm(now, run);
    if (now.rung() == 0) {
      due(before, at, does, run);
    } else if (does != null) {
      due(before, null, does, run);
    }
  }

  /** Shows when the tasks are due now, and why that is another time than before. */
  private static void due(
      Climb before, @Nullable Instant at, @Nullable String does, StepContext run) {
    boolean other = false;
    for (Task task : run.tasks()) {
      if (!Objects.equals(task.dueAt(), at)) {
        run.due(task, at);
        other = true;
      }
    }
    if (other || (does != null && !before.nowhere())) {
      ObjectNode detail =
          JsonNodeFactory.instance.objectNode().put("does", does == null ? "moved" : does);
      if (at != null) {
        detail.put("due", at.toString());
      }
      run.log(InstanceEvent.Kind.DEADLINE, detail);
    }
  }

  private static Optional<TaskAction> climb(Effect effect, StepContext run) {
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    Optional<TaskAction> decision = Optional.empty();
    for (Task task : run.tasks()) {
      switch (effect) {
        case Effect.Remind r -> {
          detail.put("does", "remind");
          run.remind(task, Text.of("Overdue", "已逾期"));
        }
        case Effect.Reassign r -> {
          List<Task.Assignee> to = r.to().now(run);
          detail.put("does", "reassign").put("to", names(to));
          NamedRoles.put(detail, to);
          run.assign(task, to);
        }
        case Effect.Escalate e -> {
          List<Task.Assignee> to = e.to().now(run);
          detail.put("does", "escalate").put("to", names(to));
          NamedRoles.put(detail, to);
          run.assign(task, task.alsoFor(to).assignees());
        }
        case Effect.Decide d -> {
          detail.put("does", "decide").put("decision", d.decision().id());
          run.decide(task, d.decision());
          decision = Optional.of(d.decision());
        }
      }
    }
    run.log(InstanceEvent.Kind.DEADLINE, detail);
    return decision;
  }

  private static String names(List<Task.Assignee> people) {
    return String.join(", ", people.stream().map(Task.Assignee::name).toList());
  }
}
