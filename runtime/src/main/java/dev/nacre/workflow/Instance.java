package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * One run of a workflow, as stored.
 *
 * @param app an app id, or {@code id@test}
 * @param version the published version that it started on and stays on
 * @param form the form of its record; null when it has none
 * @param record the record that it is about; null when it has none
 * @param outcome what an {@code end} step called the end, or why it was cancelled; may be null
 * @param position where it stands; empty at the end
 * @param input what it was started with
 * @param steps the output of each step that is done, by step id
 * @param problems why it failed; empty otherwise
 * @param attempts how often it has failed
 * @param depth how many workflows started each other before it
 * @param parent what started it, when a step of another instance did; else null
 * @param trouble what became of the step that failed last
 * @param pause null while it isn't paused
 * @param startedBy sign-in name or engine part
 * @param since since when it stands where it stands
 * @param finishedAt null while it isn't
 */
public record Instance(
    UUID id,
    String app,
    String workflow,
    int version,
    @Nullable String form,
    @Nullable UUID record,
    State state,
    @Nullable String outcome,
    Position position,
    ObjectNode input,
    ObjectNode steps,
    List<Problem> problems,
    int attempts,
    int depth,
    @Nullable Parent parent,
    Trouble trouble,
    @Nullable Pause pause,
    String startedBy,
    Instant startedAt,
    Instant updatedAt,
    Instant since,
    @Nullable Instant finishedAt) {

  /**
   * A step of another instance.
   *
   * @param eager whether the step is told of each end, and not only of the last one
   * @param items for each step around it that goes over something, by id, of what this one is for
   * @param block the block of the workflow that is run beside others: its steps from the outermost
   *     inwards, the last one with the block; null when it is all of the workflow
   */
  public record Parent(
      UUID instance, String step, boolean eager, ObjectNode items, @Nullable Position block) {}

  /**
   * What became of the step that failed last.
   *
   * @param step its id; null when none has failed, or it is done since
   * @param tries how often it has failed in a row
   * @param retryAt when it is tried again by itself; null when it isn't
   * @param toldAt when people were told that it stands still; null when they weren't
   */
  public record Trouble(
      @Nullable String step, int tries, @Nullable Instant retryAt, @Nullable Instant toldAt) {
    /** Nothing has failed. */
    public static final Trouble NONE = new Trouble(null, 0, null, null);
  }

  /**
   * Somebody's word that it shall not go on for now.
   *
   * @param whole whether it is paused with its whole workflow
   */
  public record Pause(Instant at, String by, boolean whole) {}

  /** One that has done nothing yet; a worker begins it. */
  static Instance ready(
      Workflow workflow,
      @Nullable UUID record,
      ObjectNode input,
      int depth,
      @Nullable Parent parent,
      String startedBy,
      Instant now) {
    return new Instance(
        Uuid7.next(),
        workflow.forms().address(),
        workflow.id(),
        workflow.forms().version(),
        workflow.form(),
        workflow.form() == null ? null : record,
        State.READY,
        null,
        Position.NONE,
        input,
        JsonNodeFactory.instance.objectNode(),
        List.of(),
        0,
        depth,
        parent,
        Trouble.NONE,
        null,
        startedBy,
        now,
        now,
        now,
        null);
  }

  /** The same, knowing already what those steps gave. */
  Instance knowing(ObjectNode known) {
    return with(state, known, problems, trouble);
  }

  /** The same, failed before it began. */
  Instance failed(List<Problem> why) {
    return why.isEmpty() ? this : with(State.FAILED, steps, why, trouble);
  }

  /** The same, with another story of its last failure. */
  Instance troubled(Trouble other) {
    return with(state, steps, problems, other);
  }

  /**
   * The same in another version.
   *
   * @param name what a step is called there
   */
  Instance moved(
      int newVersion,
      Position newPosition,
      ObjectNode newSteps,
      @Nullable Parent newParent,
      UnaryOperator<String> name) {
    String tried = trouble.step();
    return new Instance(
        id,
        app,
        workflow,
        newVersion,
        form,
        record,
        state,
        outcome,
        newPosition,
        input,
        newSteps,
        problems,
        attempts,
        depth,
        newParent,
        new Trouble(
            tried == null ? null : name.apply(tried),
            trouble.tries(),
            trouble.retryAt(),
            trouble.toldAt()),
        pause,
        startedBy,
        startedAt,
        updatedAt,
        since,
        finishedAt);
  }

  private Instance with(
      State newState, ObjectNode newSteps, List<Problem> newProblems, Trouble newTrouble) {
    return new Instance(
        id,
        app,
        workflow,
        version,
        form,
        record,
        newState,
        outcome,
        position,
        input,
        newSteps,
        newProblems,
        attempts,
        depth,
        parent,
        newTrouble,
        pause,
        startedBy,
        startedAt,
        updatedAt,
        since,
        finishedAt);
  }

  /** Who acts in it when no person does; kept in history. */
  public String actor() {
    return "workflow:" + workflow;
  }

  /** The same instance, standing elsewhere. */
  Instance standing(
      State newState,
      @Nullable String newOutcome,
      Position newPosition,
      ObjectNode newSteps,
      List<Problem> newProblems,
      Instant now) {
    return new Instance(
        id,
        app,
        workflow,
        version,
        form,
        record,
        newState,
        newOutcome,
        newPosition,
        input,
        newSteps,
        newProblems,
        attempts + (newState == State.FAILED ? 1 : 0),
        depth,
        parent,
        trouble,
        pause,
        startedBy,
        startedAt,
        now,
        newPosition.step().equals(position.step()) ? since : now,
        newState.finished() ? now : null);
  }

  /** Where an instance is in its life. It runs within one transaction, so nobody sees it run. */
  public enum State {
    /** Will go on as soon as a worker is free. */
    READY,
    /** For a person, or a time. */
    WAITING,
    /** All steps are done. */
    DONE,
    /** An {@code end} step ended it. */
    ENDED,
    /** Somebody refused to approve. */
    REJECTED,
    /** A step failed; it can be retried. */
    FAILED,
    /** By a person, or since its record was deleted. */
    CANCELLED;

    /** Those that something can follow. */
    public static final Set<State> OPEN = Set.of(READY, WAITING, FAILED);

    /** The form used in JSON and storage. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The state with that JSON form. */
    public static State of(String id) {
      return valueOf(id.toUpperCase(Locale.ROOT));
    }

    /** Whether nothing can follow. */
    public boolean finished() {
      return switch (this) {
        case READY, WAITING, FAILED -> false;
        case DONE, ENDED, REJECTED, CANCELLED -> true;
      };
    }
  }
}
