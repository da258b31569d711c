package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.CompiledFormula;
import dev.nacre.metadata.Text;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** By when a task should be done, compiled; climbs its ladder by durable timers. */
public final class Deadline {
  private final Duration after;
  private final @Nullable Moment until;
  private final boolean working;
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

  Deadline(Duration after, @Nullable Moment until, boolean working, List<Rung> ladder) {
    this.after = after;
    this.until = until;
    this.working = working;
    this.ladder = List.copyOf(ladder);
  }

  /** Checks and compiles; a ladder that doesn't fit is reported. */
  public static Deadline compile(DeadlineSettings settings, CompileContext context, String at) {
    if (settings.calendar() != null && !settings.calendar().equals(WorkCalendar.ID)) {
      context.problem(at + "/calendar", "calendar_unknown", settings.calendar(), WorkCalendar.ID);
    }
    if (settings.after() == null && settings.until() == null) {
      context.problem(at + "/after", "deadline_how_long");
    }
    CompiledFormula until =
        settings.until() == null ? null : context.value(settings.until(), at + "/until");
    var ladder = new ArrayList<Rung>();
    List<DeadlineSettings.Rung> wanted = settings.then() == null ? List.of() : settings.then();
    for (int i = 0; i < wanted.size(); i++) {
      DeadlineSettings.Rung rung = wanted.get(i);
      Effect effect = effect(rung, context, at + "/then/" + i);
      if (effect != null) {
        ladder.add(new Rung(rung.after() == null ? Duration.ZERO : rung.after(), effect));
      }
    }
    return new Deadline(
        settings.after() == null ? Duration.ZERO : settings.after(),
        until == null ? null : new Moment(until),
        settings.calendar() != null,
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
      return null;
    }
    Instant due = later(from, after, run);
    schedule(0, due, run);
    return due;
  }

  private void schedule(int rung, Instant from, StepContext run) {
    if (rung < ladder.size()) {
      run.timer(
          later(from, ladder.get(rung).after(), run),
          JsonNodeFactory.instance.objectNode().put("rung", rung));
    }
  }

  /**
   * Climbs a rung.
   *
   * @return the decision, when the ladder decides; the tasks are closed then
   */
  public Optional<TaskAction> passed(Signal.Due due, StepContext run) {
    int at = due.what().path("rung").asInt();
    if (at >= ladder.size()) {
      return Optional.empty();
    }
    ObjectNode detail = JsonNodeFactory.instance.objectNode();
    Optional<TaskAction> decision = Optional.empty();
    for (Task task : run.tasks()) {
      switch (ladder.get(at).effect()) {
        case Effect.Remind r -> {
          detail.put("does", "remind");
          remind(task, run);
        }
        case Effect.Reassign r -> {
          Task.Assignee to = r.to().now(run);
          detail.put("does", "reassign").put("to", to.name());
          run.assign(task, List.of(to));
        }
        case Effect.Escalate e -> {
          Task.Assignee to = e.to().now(run);
          detail.put("does", "escalate").put("to", to.name());
          var all = new ArrayList<>(task.assignees());
          all.add(to);
          run.assign(task, all);
        }
        case Effect.Decide d -> {
          detail.put("does", "decide").put("decision", d.decision().id());
          run.decide(task, d.decision());
          decision = Optional.of(d.decision());
        }
      }
    }
    run.log(InstanceEvent.Kind.DEADLINE, detail);
    if (decision.isEmpty()) {
      schedule(at + 1, run.now(), run);
    }
    return decision;
  }

  private static void remind(Task task, StepContext run) {
    for (Task.Assignee assignee : task.assignees()) {
      if (assignee.decision() == null) {
        run.tell(assignee, Text.of("Overdue", "已逾期"), task.title());
      }
    }
  }

  private Instant later(Instant from, Duration by, StepContext run) {
    return working && !by.isZero() ? WorkCalendar.add(from, by, run.zone()) : from.plus(by);
  }
}
