package dev.nacre.designer.draft;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The places of a workflow that name a step or its result: formulas, scripts, templates, and the
 * lists of steps that tasks go back to or whose people are kept out.
 */
final class StepNames {
  private static final Set<String> LISTS = Set.of("returnTo", "notBy");

  private StepNames() {}

  static void rename(JsonNode node, String from, String to) {
    Pattern named = Pattern.compile("\\bsteps\\." + Pattern.quote(from) + "\\b");
    rename(node, named, Matcher.quoteReplacement("steps." + to));
    lists(node, from, to);
  }

  private static void lists(JsonNode node, String from, String to) {
    for (var entry : node.properties()) {
      if (LISTS.contains(entry.getKey()) && entry.getValue() instanceof ArrayNode ids) {
        for (int i = 0; i < ids.size(); i++) {
          if (ids.get(i).asText().equals(from)) {
            ids.set(i, TextNode.valueOf(to));
          }
        }
      }
    }
    node.forEach(inner -> lists(inner, from, to));
  }

  private static void rename(JsonNode node, Pattern named, String by) {
    if (node instanceof ObjectNode object) {
      for (var entry : object.properties()) {
        if (entry.getValue().isTextual()) {
          entry.setValue(TextNode.valueOf(renamed(entry.getValue(), named, by)));
        } else {
          rename(entry.getValue(), named, by);
        }
      }
    } else if (node instanceof ArrayNode array) {
      for (int i = 0; i < array.size(); i++) {
        if (array.get(i).isTextual()) {
          array.set(i, TextNode.valueOf(renamed(array.get(i), named, by)));
        } else {
          rename(array.get(i), named, by);
        }
      }
    }
  }

  private static String renamed(JsonNode text, Pattern named, String by) {
    return named.matcher(text.textValue()).replaceAll(by);
  }
}
