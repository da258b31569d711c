package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Uuid7;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
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
 * @param startedBy sign-in name or engine part
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
    String startedBy,
    Instant startedAt,
    Instant updatedAt,
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
        startedBy,
        now,
        now,
        null);
  }

  /** The same, knowing already what those steps gave. */
  Instance knowing(ObjectNode known) {
    return new Instance(
        id,
        app,
        workflow,
        version,
        form,
        record,
        state,
        outcome,
        position,
        input,
        known,
        problems,
        attempts,
        depth,
        parent,
        startedBy,
        startedAt,
        updatedAt,
        finishedAt);
  }

  /** The same, failed before it began. */
  Instance failed(List<Problem> why) {
    return why.isEmpty()
        ? this
        : new Instance(
            id,
            app,
            workflow,
            version,
            form,
            record,
            State.FAILED,
            outcome,
            position,
            input,
            steps,
            why,
            attempts,
            depth,
            parent,
            startedBy,
            startedAt,
            updatedAt,
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
        startedBy,
        startedAt,
        now,
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
