package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import dev.nacre.metadata.Suggestions;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Where somebody lives or gets parcels, in parts: {@code {"province": "广东省", "city": "深圳市",
 * "district": "南山区", "street": "科技园路1号"}}. Any part may be left out.
 */
@Singleton
public final class AddressField extends Structured<AddressField.Settings> {
  /** From the largest to the smallest, and who is there. */
  public static final List<String> PARTS =
      List.of("country", "province", "city", "district", "street", "postcode", "name", "phone");

  private static final int LONGEST = 200;

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "address";
  }

  @Override
  public boolean searched() {
    return true;
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable JsonNode normal(JsonNode json, Settings s, String pointer, Problems problems) {
    if (!json.isObject()) {
      problems.add(pointer, "address_expected", Texts.shown(json));
      return null;
    }
    int before = problems.list().size();
    for (var part : json.properties()) {
      if (!PARTS.contains(part.getKey())) {
        problems.add(
            pointer + "/" + part.getKey(),
            "field_unknown",
            part.getKey(),
            String.join(", ", PARTS),
            Suggestions.question(part.getKey(), PARTS));
      }
    }
    ObjectNode address = Json.MAPPER.createObjectNode();
    for (String part : PARTS) {
      JsonNode given = json.path(part);
      if (!given.isMissingNode() && !given.isNull()) {
        String at = pointer + "/" + part;
        String text = Texts.read(given, at, problems);
        String fit =
            text == null || text.isBlank()
                ? null
                : Texts.fit(text.strip(), null, LONGEST, null, at, problems);
        if (fit != null) {
          address.put(part, fit);
        }
      }
    }
    return problems.list().size() > before || address.isEmpty() ? null : address;
  }

  /** As people write it in China, from the province on; what isn't a division is the street. */
  @Override
  JsonNode cell(String text) {
    if (text.startsWith("{")) {
      return parse(text);
    }
    Divisions.Split split = Divisions.split(text);
    ObjectNode address = Json.MAPPER.createObjectNode();
    for (int i = 0; i < split.path().size(); i++) {
      address.put(PARTS.get(i + 1), split.path().get(i));
    }
    address.set("street", TextNode.valueOf(split.rest()));
    return address;
  }

  @Override
  public ObjectNode schema(Settings s) {
    ObjectNode schema = Json.MAPPER.createObjectNode().put("type", "object");
    ObjectNode parts = schema.putObject("properties");
    PARTS.forEach(part -> parts.putObject(part).put("type", "string").put("maxLength", LONGEST));
    return schema.put("additionalProperties", false);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return line(parse((String) value));
  }

  /** An address in one line, from the largest part to the smallest, then who is there. */
  public static String line(JsonNode address) {
    var place = new StringBuilder();
    var rest = new ArrayList<String>();
    for (String part : PARTS) {
      String text = address.path(part).asText();
      if (PARTS.indexOf(part) <= PARTS.indexOf("street")) {
        boolean wide = !place.isEmpty() && place.codePointAt(place.length() - 1) < 0x2e80;
        place.append(wide && !text.isEmpty() ? " " : "").append(text);
      } else if (!text.isEmpty()) {
        rest.add(text);
      }
    }
    rest.addFirst(place.toString());
    return String.join(" ", rest).strip();
  }
}
