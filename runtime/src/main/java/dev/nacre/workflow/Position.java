package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where an instance stands: the steps around it, from the outermost inwards, each with the block
 * that it is in. Steps are named by id, never counted, so that a position can be checked against
 * another version of its workflow.
 *
 * @param frames empty before the first step and after the last
 */
public record Position(List<Frame> frames) {
  /** Before the first step, and after the last. */
  public static final Position NONE = new Position(List.of());

  /** Copies the frames. */
  public Position {
    frames = List.copyOf(frames);
  }

  /**
   * One level.
   *
   * @param step the id of the step
   * @param block which of its blocks is running; null on the innermost frame, which stands at the
   *     step itself
   * @param back where to go on when the step is done, in place of the one after it: it was returned
   *     to from there; null when it wasn't
   */
  public record Frame(String step, @Nullable String block, @Nullable Position back) {
    /** A level that goes on with the next step. */
    public Frame(String step, @Nullable String block) {
      this(step, block, null);
    }
  }

  /** The step that it stands at. */
  public Optional<String> step() {
    return frames.isEmpty() ? Optional.empty() : Optional.of(frames.getLast().step());
  }

  /** Reads the stored form. */
  static Position read(JsonNode json) {
    var frames = new ArrayList<Frame>();
    for (JsonNode frame : json) {
      JsonNode back = frame.path("back");
      frames.add(
          new Frame(
              frame.path("step").asText(),
              frame.path("block").asText(null),
              back.isArray() ? read(back) : null));
    }
    return new Position(frames);
  }

  /** The stored form: {@code [{"step": "large", "block": "cases/0"}, {"step": "second"}]}. */
  public JsonNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (Frame frame : frames) {
      ObjectNode node = array.addObject().put("step", frame.step());
      if (frame.block() != null) {
        node.put("block", frame.block());
      }
      if (frame.back() != null) {
        node.set("back", frame.back().json());
      }
    }
    return array;
  }
}
