package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.record.Change;
import dev.nacre.record.Outcome;
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
   * Write a record, then go on as {@code then} says. A refused change fails the step.
   *
   * @param form the form's id
   */
  record Write(String form, Change change, Function<Outcome, Move> then) implements Move {}

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
