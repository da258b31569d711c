package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A place in an answer or a payload where JSON stands as text. What is no JSON stays as it is.
 *
 * @param steps the way there; {@code *} means every element
 */
public record Unpacked(List<String> steps) {

  /** The place at that pointer, which has been checked. */
  public static Unpacked of(String pointer) {
    return new Unpacked(
        pointer.isEmpty()
            ? List.of()
            : Stream.of(pointer.substring(1).split("/", -1))
                .map(step -> step.replace("~1", "/").replace("~0", "~"))
                .toList());
  }

  /** The tree with that text read. */
  public JsonNode in(JsonNode tree) {
    return in(tree, 0);
  }

  private JsonNode in(JsonNode node, int depth) {
    if (depth == steps.size()) {
      return read(node);
    }
    String step = steps.get(depth);
    if (node.isArray()) {
      ArrayNode all = Json.MAPPER.createArrayNode();
      for (int i = 0; i < node.size(); i++) {
        boolean meant = step.equals("*") || step.equals(String.valueOf(i));
        all.add(meant ? in(node.get(i), depth + 1) : node.get(i));
      }
      return all;
    }
    if (!(node instanceof ObjectNode members)) {
      return node;
    }
    ObjectNode all = Json.MAPPER.createObjectNode();
    members
        .properties()
        .forEach(
            member -> {
              boolean meant = step.equals("*") || step.equals(member.getKey());
              JsonNode value = member.getValue();
              all.set(member.getKey(), meant ? in(value, depth + 1) : value);
            });
    return all;
  }

  private static JsonNode read(JsonNode node) {
    String text = node.isTextual() ? node.textValue().strip() : "";
    // numbers and words in quotes are meant as texts
    if (!text.startsWith("{") && !text.startsWith("[")) {
      return node;
    }
    JsonNode read = Payloads.read(text.getBytes(StandardCharsets.UTF_8), new ArrayList<>());
    return read == null ? node : read;
  }
}
