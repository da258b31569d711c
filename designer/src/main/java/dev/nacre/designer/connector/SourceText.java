package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import org.jspecify.annotations.Nullable;

/**
 * Where a value comes from, as one line: {@code /order/id} is a place, {@code = source.fen / 100} a
 * formula, {@code web} the text itself, and whatever else there is stands as JSON.
 */
final class SourceText {
  private SourceText() {}

  static String write(@Nullable JsonNode source) {
    if (source == null) {
      return "";
    } else if (source.isTextual()) {
      return source.textValue();
    } else if (source.size() == 1 && source.path("expr").isTextual()) {
      return "= " + source.get("expr").textValue();
    } else if (source.size() == 1 && source.path("value").isTextual()) {
      return source.get("value").textValue();
    }
    return Json.write(source);
  }

  /** Null when nothing is written. */
  static @Nullable JsonNode read(String text) {
    String line = text.strip();
    if (line.isEmpty()) {
      return null;
    } else if (line.startsWith("/")) {
      return TextNode.valueOf(line);
    } else if (line.startsWith("=")) {
      return Json.MAPPER.createObjectNode().put("expr", line.substring(1).strip());
    } else if (line.startsWith("{")) {
      JsonNode json = Json.read(line, new Problems());
      if (json != null) {
        return json;
      }
    }
    return Json.MAPPER.createObjectNode().put("value", line);
  }
}
