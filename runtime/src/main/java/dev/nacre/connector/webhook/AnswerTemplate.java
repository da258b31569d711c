package dev.nacre.connector.webhook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.security.signing.Outgoing;
import dev.nacre.security.signing.Signature.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * JSON or a text with places in braces. A text of the JSON that is one place and nothing else
 * becomes the value itself, so that numbers stay numbers.
 *
 * @param incoming what the sender sent; null where it isn't spoken of
 * @param tree the body as it was read; null when there is none
 * @param values what else places may name
 */
record AnswerTemplate(
    @Nullable Incoming incoming, @Nullable JsonNode tree, Map<String, JsonNode> values) {
  private static final Pattern PLACE =
      Pattern.compile("\\{(?:([a-z]+)|(query|header)\\.([^{}]+)|body(/[^{}]*))}");
  private static final Pattern LIKE_A_PLACE = Pattern.compile("\\{[A-Za-z][\\w.-]*(?:/[^{}\"]*)?}");

  JsonNode fill(JsonNode template) {
    if (template.isTextual()) {
      Matcher whole = PLACE.matcher(template.textValue());
      return whole.matches()
          ? value(whole.toMatchResult())
          : TextNode.valueOf(text(template.textValue()));
    }
    if (template.isArray()) {
      ArrayNode all = Json.MAPPER.createArrayNode();
      template.forEach(element -> all.add(fill(element)));
      return all;
    }
    if (template.isObject()) {
      ObjectNode all = Json.MAPPER.createObjectNode();
      template.properties().forEach(member -> all.set(member.getKey(), fill(member.getValue())));
      return all;
    }
    return template;
  }

  /** The same for a text that stays one. */
  String text(String template) {
    return PLACE
        .matcher(template)
        .replaceAll(
            place -> {
              JsonNode value = value(place);
              return Matcher.quoteReplacement(value.isNull() ? "" : Outgoing.text(value));
            });
  }

  private JsonNode value(MatchResult place) {
    JsonNode found;
    if (place.group(1) != null) {
      found = values.getOrDefault(place.group(1), TextNode.valueOf(place.group()));
    } else if (place.group(2) != null) {
      Place where = place.group(2).equals("query") ? Place.QUERY : Place.HEADER;
      String text = incoming == null ? null : incoming.at(where, place.group(3));
      found = text == null ? NullNode.instance : TextNode.valueOf(text);
    } else {
      found = tree == null ? MissingNode.getInstance() : tree.at(place.group(4));
    }
    return found.isMissingNode() ? NullNode.instance : found;
  }

  /**
   * What looks like a place in that template, and isn't one.
   *
   * @param names what places may name beside the request
   * @param request whether they may name parts of the request
   */
  static List<String> unknown(JsonNode template, List<String> names, boolean request) {
    var unknown = new ArrayList<String>();
    if (template.isTextual()) {
      Matcher like = LIKE_A_PLACE.matcher(template.textValue());
      while (like.find()) {
        Matcher place = PLACE.matcher(like.group());
        boolean known =
            place.matches() && (place.group(1) == null ? request : names.contains(place.group(1)));
        if (!known) {
          unknown.add(like.group());
        }
      }
    }
    template.forEach(inner -> unknown.addAll(unknown(inner, names, request)));
    return unknown;
  }
}
