package dev.nacre.record.field;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problems;
import jakarta.inject.Singleton;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a program has to say, as a JSON object or array; kept as it is. */
@Singleton
public final class JsonField extends Structured<JsonField.Settings> {
  private static final int LONGEST = 100_000;

  /** Nothing to set. */
  public record Settings() {}

  @Override
  public String id() {
    return "json";
  }

  @Override
  public Class<Settings> settings() {
    return Settings.class;
  }

  @Override
  @Nullable JsonNode normal(JsonNode json, Settings s, String pointer, Problems problems) {
    if (!json.isContainerNode()) {
      problems.add(pointer, "json_expected", Texts.shown(json));
      return null;
    }
    String text = Json.write(json);
    if (text.length() > LONGEST) {
      problems.add(pointer, "too_long", text.length(), LONGEST);
      return null;
    }
    if (text.contains("\\u0000")) {
      problems.add(pointer, "text_character", "U+0000", text.indexOf("\\u0000") + 1);
      return null;
    }
    return json;
  }

  @Override
  JsonNode cell(String text) {
    return parse(text);
  }

  @Override
  public String display(Object value, Settings s, Locale locale) {
    return (String) value;
  }

  @Override
  public ObjectNode schema(Settings s) {
    ObjectNode schema = Json.MAPPER.createObjectNode();
    schema.putArray("type").add("object").add("array").add("null");
    return schema;
  }
}
