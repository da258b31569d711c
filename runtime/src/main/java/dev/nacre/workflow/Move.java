package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.record.Change;
import dev.nacre.record.Outcome;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.record.hold.Holding;
import dev.nacre.record.hold.Pool;
import dev.nacre.record.hold.Want;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What a step wants next. A step never does it itself: that lets the engine do the same for many
 * instances at once.
 */
public sealed interface Move {
  /**
   * The step is done; go on with the one after it.
   *
   * @param output kept as {@code steps.<id>}; null means none
   */
  record Next(@Nullable JsonNode output) implements Move {}

  /**
   * Run a block of this step; at its end the step is asked again.
   *
   * @param output kept as {@code steps.<id>}; null means none
   */
  record Enter(String block, @Nullable JsonNode output) implements Move {}

  /**
   * Go back to an earlier people's step of this block or one around it. What the steps from there
   * on gave is forgotten, and they run again.
   *
   * @param comesBack whether this step runs again as soon as that one is done, and none between
   */
  record Return(String step, boolean comesBack) implements Move {}

  /** What whoever drives the run does, for many runs at once, before the run goes on. */
  sealed interface Wish extends Move {}

  /**
   * Write a record, then go on as {@code then} says. A refused change fails the step.
   *
   * @param form the form's id
   * @param by the person who wants it, for its history; null when the workflow does
   */
  record Write(String form, Change change, @Nullable String by, Function<Outcome, Move> then)
      implements Wish {
    /** A write that the workflow wants. */
    public Write(String form, Change change, Function<Outcome, Move> then) {
      this(form, change, null, then);
    }
  }

  /** Find records, then go on as {@code then} says. */
  record Find(Query query, Function<Page, Move> then) implements Wish {}

  /**
   * Hold all that is wanted of a pool, or nothing of it; what the holder held of the pool before is
   * held no longer then.
   *
   * @param until when it is given back by itself; null means never
   */
  record Reserve(Pool pool, List<Want> wants, @Nullable Instant until, Function<Holding, Move> then)
      implements Wish {}

  /**
   * End what the run's record holds.
   *
   * @param form only of that form; null means of all
   * @param used whether it is taken away for good, instead of given back
   */
  record Release(@Nullable String form, boolean used, Function<List<HoldEngine.Ended>, Move> then)
      implements Wish {}

  /** Wait for a {@link Signal}: a task's or timer's, opened before through the context. */
  record Wait() implements Move {}

  /**
   * End the instance.
   *
   * @param state a finished one
   * @param outcome what to call the end; may be null
   * @param output kept as {@code steps.<id>}; null means none
   */
  record End(Instance.State state, @Nullable String outcome, @Nullable JsonNode output)
      implements Move {}

  /** The step is done, without output. */
  static Move next() {
    return new Next(null);
  }
}
