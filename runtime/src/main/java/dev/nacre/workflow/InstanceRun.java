package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.metadata.RetryDefinition;
import dev.nacre.record.Outcome;
import dev.nacre.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * One instance while it advances, in memory. It goes on until it waits, ends or has a {@link
 * Move.Wish}; whoever drives it grants that and lets it go on, then stores the instance and its
 * effects.
 */
final class InstanceRun {
  private static final System.Logger LOG = System.getLogger(InstanceRun.class.getName());
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  /** How often a step begins again since others write the same record. */
  private static final int OVERTAKEN_MOST = 100;

  private final Workflow workflow;
  private final RunContext context;
  private final Effects effects;
  private final StoredInstance stored;
  private Instance instance;
  private Path path = new Path();
  private Effects.Mark mark;
  private @Nullable String waited;
  private boolean watched;
  private Move.@Nullable Wish wish;
  private int overtaken;

  InstanceRun(StoredInstance stored, RunContext context, Effects effects) {
    this.instance = stored.instance();
    this.stored = stored;
    this.workflow = context.workflow();
    this.context = context;
    this.effects = effects;
    this.mark = effects.mark();
  }

  /** Whether others can go on now, since this one started them or they waited for its end. */
  boolean movesOthers() {
    return !effects.started().isEmpty()
        || (instance.state().finished() && instance.parent() != null);
  }

  /** Begins a ready instance, or goes on with the step that failed. */
  Move.@Nullable Wish begin() {
    if (stored.events() == 0 || instance.state() == Instance.State.READY) {
      effects.log(
          null,
          InstanceEvent.Kind.STARTED,
          instance.startedBy(),
          NODES.objectNode().put("version", instance.version()));
    }
    // what a step opened before it failed goes: it begins again
    instance.position().step().ifPresent(effects::close);
    mark = effects.mark();
    return go(
        () -> {
          path = Path.at(Path.root(workflow, instance), instance.position());
          Supplier<@Nullable Move> first = upcoming();
          return first == null ? null : first.get();
        });
  }

  /** Lets a person see what comes of the step that failed: nobody else needs to be told. */
  Move.@Nullable Wish retry(String who) {
    effects.log(
        instance.position().step().orElse(null),
        InstanceEvent.Kind.RETRIED,
        who,
        NODES.objectNode());
    watched = true;
    instance = instance.troubled(Instance.Trouble.NONE);
    return begin();
  }

  /** Tries the step that failed again, as its {@link Retry} says. */
  Move.@Nullable Wish again() {
    effects.log(
        instance.position().step().orElse(null),
        InstanceEvent.Kind.RETRIED,
        instance.actor(),
        NODES.objectNode().put("tries", instance.trouble().tries()));
    return begin();
  }

  /** Goes on behind the step that failed, as if it had given nothing. */
  Move.@Nullable Wish skip(@Nullable String reason, String who) {
    String skipped =
        instance
            .position()
            .step()
            .orElseThrow(
                () -> new NotPossibleException(Problem.at("", "instance_nothing_to_skip")));
    effects.close(skipped);
    effects.abandon(skipped);
    effects.withdraw();
    effects.log(skipped, InstanceEvent.Kind.SKIPPED, who, NODES.objectNode().put("reason", reason));
    watched = true;
    return go(
        () -> {
          path = Path.at(Path.root(workflow, instance), instance.position());
          context.steps().set(skipped, NODES.objectNode());
          instance = instance.troubled(Instance.Trouble.NONE);
          path.next();
          Supplier<@Nullable Move> next = upcoming();
          return next == null ? null : next.get();
        });
  }

  /** Fails where it stands, whatever it has done: its transaction was refused. */
  void broke(List<Problem> problems) {
    try {
      path = Path.at(Path.root(workflow, instance), instance.position());
    } catch (StepFailedException e) {
      // then nothing is known of the step, and how it would be tried again
    }
    fail(problems);
  }

  /** Tells the step that waits. */
  Move.@Nullable Wish signal(Signal signal) {
    mark = effects.mark();
    return go(
        () -> {
          path = Path.at(Path.root(workflow, instance), instance.position());
          Step step = here();
          waited = step.id();
          return step.action().resume(new StepContext(this, step), signal);
        });
  }

  /** Goes on after the write that it wanted. */
  Move.@Nullable Wish written(Outcome outcome) {
    if (!(wish instanceof Move.Write write)) {
      throw new IllegalStateException(instance.id() + " wanted nothing written");
    }
    if (outcome.status() == Outcome.Status.CONFLICT && overtaken < OVERTAKEN_MOST) {
      // somebody changed the record since the step read it: the step begins again with what is
      // there
      overtaken++;
      granted();
      effects.reset(mark);
      return go(() -> here().action().run(new StepContext(this, here())));
    }
    return granted(
        () -> {
          if (outcome.failed()) {
            // what a person sent stands in the data of what they did
            String at = write.by() == null ? "" : "/data";
            throw new StepFailedException(
                outcome.problems().stream().map(problem -> problem.below(at)).toList());
          }
          return write.then().apply(outcome);
        });
  }

  /** Goes on after its wish was dealt with. */
  Move.@Nullable Wish granted(Supplier<@Nullable Move> then) {
    granted();
    overtaken = 0;
    return go(then);
  }

  private void granted() {
    wish = null;
    // what it has read may have been written since
    context.record(null);
  }

  /** Fails, since its wish could not be granted. */
  void refused(List<Problem> problems) {
    wish = null;
    fail(problems);
  }

  /**
   * Ends it on behalf of somebody.
   *
   * @param said their words, beside the reason; may be null
   */
  void cancel(@Nullable String reason, @Nullable String said, String who) {
    instance.position().step().ifPresent(effects::close);
    stand(Instance.State.CANCELLED, reason, Position.NONE, List.of());
    ObjectNode detail = NODES.objectNode().put("reason", reason);
    if (said != null) {
      detail.put("comment", said);
    }
    effects.log(null, InstanceEvent.Kind.CANCELLED, who, detail);
  }

  private Move.@Nullable Wish go(Supplier<@Nullable Move> first) {
    Supplier<@Nullable Move> todo = first;
    while (todo != null) {
      Move move;
      try {
        move = todo.get();
      } catch (StorageException e) {
        // the transaction is lost, and this run with it
        throw e;
      } catch (NacreException e) {
        fail(e.problems());
        return null;
      } catch (RuntimeException e) {
        LOG.log(System.Logger.Level.ERROR, "instance " + instance.id(), e);
        fail(List.of(Problem.at("", "step_broke", String.valueOf(e.getMessage()))));
        return null;
      }
      if (move instanceof Move.Wish wanted) {
        wish = wanted;
        return wanted;
      }
      todo = move == null ? end(Instance.State.DONE, null) : follow(move);
    }
    return null;
  }

  private @Nullable Supplier<@Nullable Move> follow(Move move) {
    Step step = here();
    return switch (move) {
      case Move.Next next -> {
        done(step, next.output());
        Position back = path.back();
        if (back == null) {
          path.next();
        } else {
          path = Path.at(Path.root(workflow, instance), back);
        }
        yield upcomingOrEnd();
      }
      case Move.Return back -> {
        leaveWaited();
        List<String> again = path.returnTo(back.step(), back.comesBack() ? path.position() : null);
        context.steps().remove(again);
        effects.repeat(again);
        yield upcomingOrEnd();
      }
      case Move.Enter enter -> {
        done(step, enter.output());
        path.enter(
            step.block(enter.block())
                .orElseThrow(() -> new IllegalStateException("no block " + enter.block())));
        yield upcomingOrEnd();
      }
      case Move.End end -> {
        done(step, end.output());
        yield end(end.state(), end.outcome());
      }
      case Move.Wait wait -> {
        stand(Instance.State.WAITING, null, path.position(), List.of());
        yield null;
      }
      case Move.Wish handed -> throw new IllegalStateException("a wish is handed out: " + handed);
    };
  }

  /** The step that comes now, begun when asked; null when all are done. */
  private @Nullable Supplier<@Nullable Move> upcoming() {
    mark = effects.mark();
    Optional<Step> next = path.step();
    if (next.isPresent()) {
      Step step = next.get();
      return () -> step.action().run(new StepContext(this, step));
    }
    Block left = path.leave();
    if (path.finished()) {
      return null;
    }
    Step owner = here();
    return () -> owner.action().left(new StepContext(this, owner), left.name());
  }

  private @Nullable Supplier<@Nullable Move> upcomingOrEnd() {
    Supplier<@Nullable Move> next = upcoming();
    return next == null ? end(Instance.State.DONE, null) : next;
  }

  /** A step with blocks is done when it enters one; coming back from it is not told again. */
  private void done(Step step, @Nullable JsonNode output) {
    leaveWaited();
    ObjectNode steps = context.steps();
    if (step.id().equals(instance.trouble().step())) {
      instance = instance.troubled(Instance.Trouble.NONE);
    }
    if (output != null || !steps.has(step.id())) {
      JsonNode kept = output == null ? NODES.objectNode() : output;
      steps.set(step.id(), kept);
      ObjectNode detail =
          kept instanceof ObjectNode node ? node : NODES.objectNode().set("output", kept);
      effects.log(step.id(), InstanceEvent.Kind.STEP_DONE, instance.actor(), detail);
    }
  }

  private @Nullable Supplier<@Nullable Move> end(Instance.State state, @Nullable String outcome) {
    stand(state, outcome, Position.NONE, List.of());
    ObjectNode detail = NODES.objectNode();
    if (outcome != null) {
      detail.put("outcome", outcome);
    }
    effects.log(null, InstanceEvent.Kind.of(state.id()), instance.actor(), detail);
    return null;
  }

  /** Stops at the step here; what it opened is forgotten. */
  private void fail(List<Problem> problems) {
    effects.reset(mark);
    leaveWaited();
    Position position = path.finished() ? instance.position() : path.position();
    String step = position.step().orElse(null);
    if (step != null) {
      context.steps().remove(step);
    }
    Step definition = path.step().orElse(null);
    Instance.Trouble trouble = trouble(definition, step, problems);
    instance = instance.troubled(trouble);
    stand(Instance.State.FAILED, null, position, problems);
    ObjectNode detail = NODES.objectNode();
    detail.set("problems", ProblemJson.write(problems));
    detail.put("tries", trouble.tries());
    if (trouble.retryAt() != null) {
      detail.put("retryAt", trouble.retryAt().toString());
    } else if (!watched) {
      Incident incident = Incident.of(workflow, definition, context.called(), problems);
      effects.tell(incident);
      incident.to().forEach(to -> detail.withArray("told").add(to.name()));
    }
    effects.log(step, InstanceEvent.Kind.FAILED, instance.actor(), detail);
  }

  /** What becomes of a step that has failed once more. */
  private Instance.Trouble trouble(
      @Nullable Step definition, @Nullable String step, List<Problem> problems) {
    Instance.Trouble before = instance.trouble();
    int tries = step != null && step.equals(before.step()) ? before.tries() + 1 : 1;
    RetryDefinition own = definition == null ? null : definition.definition().retry();
    Instant next =
        definition == null
            ? null
            : Retry.of(own == null ? workflow.definition().retry() : own)
                .next(tries, problems, context.now());
    return new Instance.Trouble(step, tries, next, next == null ? context.now() : null);
  }

  /** What a step waited for goes when it goes on, however it does. */
  private void leaveWaited() {
    if (waited != null) {
      effects.close(waited);
      waited = null;
    }
  }

  private void stand(
      Instance.State state, @Nullable String outcome, Position position, List<Problem> problems) {
    Instance.Trouble trouble = instance.trouble();
    if (state != Instance.State.FAILED) {
      instance =
          instance.troubled(new Instance.Trouble(trouble.step(), trouble.tries(), null, null));
    }
    instance =
        instance.standing(state, outcome, position, context.steps(), problems, context.now());
  }

  private Step here() {
    return path.step().orElseThrow(() -> new IllegalStateException(instance.id() + " is nowhere"));
  }

  /** A block of the step here, as it is named from the workflow's own steps. */
  Position block(String name) {
    var frames = new ArrayList<Position.Frame>();
    Instance.Parent parent = instance.parent();
    if (parent != null && parent.block() != null) {
      frames.addAll(parent.block().frames());
    }
    List<Position.Frame> here = path.position().frames();
    frames.addAll(here.subList(0, here.size() - 1));
    frames.add(new Position.Frame(here.getLast().step(), name));
    return new Position(frames);
  }

  /** As it stands now. */
  Instance instance() {
    return instance;
  }

  /** What its steps see. */
  RunContext context() {
    return context;
  }

  /** Whether its row is there already. */
  boolean stored() {
    return stored.stored();
  }

  /** What is to be stored beside it. */
  Effects effects() {
    return effects;
  }

  /** The fields that a step that waits asks to fill in. */
  List<FillField> fields(String id) {
    Step step =
        Path.at(Path.root(workflow, instance), instance.position())
            .step()
            .filter(here -> here.id().equals(id))
            .orElse(null);
    return step != null && step.action() instanceof PeopleAction asking
        ? asking.fields(new StepContext(this, step))
        : List.of();
  }

  /** The step that has the wish. */
  String wisher() {
    return here().id();
  }
}
