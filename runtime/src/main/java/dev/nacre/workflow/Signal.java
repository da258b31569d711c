package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/** What a waiting step is told. */
public sealed interface Signal {
  /**
   * A task was decided; it is closed already.
   *
   * @param who the person
   * @param data what was sent along; may be empty
   * @param seen what the fields to fill in held when the person saw them; empty when unknown
   */
  record Decided(
      Task task,
      TaskAction action,
      String who,
      @Nullable String comment,
      ObjectNode data,
      ObjectNode seen)
      implements Signal {}

  /**
   * A time that the step asked for has come.
   *
   * @param what as the step gave it
   */
  record Due(JsonNode what) implements Signal {}
}
