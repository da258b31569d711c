package dev.nacre.connector.message;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Writes a message into the form that a robot wants. */
final class Writing {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
  private static final Pattern PLACE = Pattern.compile("\\{([a-z_]+)}");
  private static final String EVERYBODY = "@all";
  private static final String CUT = "…";

  private final Map<String, JsonNode> places = new LinkedHashMap<>();

  /**
   * A message.
   *
   * @param input {@code title text recipients link}; texts may be by language
   */
  Writing(JsonNode input, Locale locale) {
    String title = text(input.path("title"), locale);
    String text = text(input.path("text"), locale);
    ArrayNode mobiles = NODES.arrayNode();
    var mentions = new ArrayList<String>();
    boolean everybody = false;
    for (JsonNode recipient : input.path("recipients")) {
      if (recipient.asText().equals(EVERYBODY)) {
        everybody = true;
      } else {
        mobiles.add(recipient.asText());
        mentions.add("@" + recipient.asText());
      }
    }
    put("title", title);
    put("text", text);
    put("link", input.path("link").asText(""));
    put("heading", title.isBlank() ? text.lines().findFirst().orElse("") : title);
    put("mentions", String.join(" ", mentions));
    places.put("mobiles", mobiles);
    places.put("everybody", BooleanNode.valueOf(everybody));
    places.put("everybody_list", everybody ? NODES.arrayNode().add(EVERYBODY) : NODES.arrayNode());
  }

  private void put(String name, String text) {
    places.put(name, TextNode.valueOf(text));
  }

  private static String text(JsonNode node, Locale locale) {
    return node.isObject()
        ? Json.MAPPER.convertValue(node, Text.class).in(locale)
        : node.asText("");
  }

  /** Whether there is anything to say. */
  boolean empty() {
    return places.get("text").asText().isBlank() && places.get("title").asText().isBlank();
  }

  /** The body of the call. */
  ObjectNode body(Robot.Message message) {
    var lines = new ArrayList<String>();
    for (String line : message.lines()) {
      if (PLACE.matcher(line).results().allMatch(m -> !place(m.group(1)).isBlank())) {
        lines.add(fill(line));
      }
    }
    put(
        "content",
        cut(lines, message.between() == null ? "\n" : message.between(), message.bytes()));
    return (ObjectNode) filled(message.body());
  }

  /** Cuts the text, never the title or the link, between characters. */
  private String cut(List<String> lines, String between, int most) {
    String whole = String.join(between, lines);
    int over = bytes(whole) - most;
    if (over <= 0) {
      return whole;
    }
    String text = places.get("text").asText();
    int keep = Math.max(0, bytes(text) - over - bytes(CUT));
    return whole.replace(text, head(text, keep) + CUT);
  }

  private static String head(String text, int most) {
    int used = 0;
    int end = 0;
    while (end < text.length()) {
      int next = text.offsetByCodePoints(end, 1);
      int size = bytes(text.substring(end, next));
      if (used + size > most) {
        break;
      }
      used += size;
      end = next;
    }
    return text.substring(0, end);
  }

  private static int bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8).length;
  }

  private String place(String name) {
    JsonNode value = places.get(name);
    return value == null ? "" : value.asText();
  }

  private String fill(String line) {
    return PLACE.matcher(line).replaceAll(m -> Matcher.quoteReplacement(place(m.group(1))));
  }

  private JsonNode filled(JsonNode node) {
    if (node.isObject()) {
      ObjectNode object = NODES.objectNode();
      node.properties().forEach(e -> object.set(e.getKey(), filled(e.getValue())));
      return object;
    }
    Matcher place = node.isTextual() ? PLACE.matcher(node.textValue()) : null;
    return place != null && place.matches() ? places.getOrDefault(place.group(1), node) : node;
  }
}
