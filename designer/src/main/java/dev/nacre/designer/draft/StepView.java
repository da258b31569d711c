package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * A step of a draft.
 *
 * @param json its definition
 * @param pointer where it stands in its file
 * @param blocks the blocks in its settings, also those that could be there; none for a step of an
 *     unknown kind
 */
public record StepView(ObjectNode json, String pointer, List<BlockView> blocks) {
  /** Its id. */
  public String id() {
    return json.path("id").asText();
  }

  /** The id of its kind. */
  public String type() {
    return json.path("type").asText();
  }

  /** Reads the steps of an array; what isn't a step is left out. */
  interface Reader {
    List<StepView> read(JsonNode array, String pointer);
  }
}
