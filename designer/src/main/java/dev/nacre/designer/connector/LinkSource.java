package dev.nacre.designer.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How a payload names the record that a link leads to: partners know a number or a code, and only
 * seldom our id.
 *
 * @param names the fields that it can be found by, and what they are called; empty when the field
 *     is no link
 * @param by the field that it is found by
 */
record LinkSource(Map<String, String> names, String by) {
  private static final String ID = "id";
  private static final List<String> WRITTEN =
      List.of("text", "number", "auto_number", "phone", "email", "barcode", "url");

  /** That of a field of a form, as it is mapped now. */
  static LinkSource of(Desk desk, JsonNode field, @Nullable JsonNode source) {
    String type = field.path("type").asText();
    if (!type.equals("link") && !type.equals("links")) {
      return new LinkSource(Map.of(), ID);
    }
    String form = field.path("settings").path("form").asText();
    JsonNode far =
        desk.session()
            .files()
            .text("forms/" + form + ".json")
            .map(text -> Json.read(text, new Problems()))
            .orElse(null);
    var names = new LinkedHashMap<String, String>();
    if (far != null) {
      for (JsonNode one : far.path("fields")) {
        if (WRITTEN.contains(one.path("type").asText())) {
          String id = one.path("id").asText();
          names.put(id, Definitions.text(one.path("label"), desk.locale(), id));
        }
      }
    }
    names.put(ID, ID);
    if (source == null) {
      return new LinkSource(names, far == null ? ID : best(far, names));
    }
    String written = source.path("link").asText(ID);
    names.putIfAbsent(written, written);
    return new LinkSource(names, written);
  }

  /** What is unique finds one record; the title is what people would write down. */
  private static String best(JsonNode far, Map<String, String> names) {
    for (JsonNode one : far.path("fields")) {
      if (one.path("unique").asBoolean() && names.containsKey(one.path("id").asText())) {
        return one.path("id").asText();
      }
    }
    for (JsonNode group : far.path("unique")) {
      if (group.size() == 1 && names.containsKey(group.get(0).asText())) {
        return group.get(0).asText();
      }
    }
    String title = far.path("titleField").asText();
    return names.containsKey(title) ? title : ID;
  }

  boolean isOne() {
    return !names.isEmpty();
  }

  /** Where the payload names it. */
  @Nullable JsonNode place(@Nullable JsonNode source) {
    return isOne() && source != null && source.has("link") ? source.path("from") : source;
  }

  /** The record that is named there. */
  @Nullable JsonNode found(@Nullable JsonNode place) {
    boolean written = place == null || place.has("link") || place.has("each");
    return !isOne() || written ? place : found(place, by);
  }

  static JsonNode found(JsonNode place, String by) {
    if (by.equals(ID)) {
      return place;
    }
    ObjectNode source = Json.MAPPER.createObjectNode().put("link", by);
    source.set("from", place);
    return source;
  }
}
