package dev.nacre.designer.draft;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.nacre.metadata.Json;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;

/** Where in a JSON text each pointer stands. */
public final class JsonLines {
  private final Map<String, Integer> lines = new HashMap<>();

  /** Reads a text, as far as it can be read. */
  public JsonLines(String text) {
    try (JsonParser parser = Json.MAPPER.getFactory().createParser(text)) {
      if (parser.nextToken() != null) {
        value(parser, "");
      }
    } catch (IOException e) {
      // the part before the fault is known
    }
  }

  /** The line (from 1) of what that pointer names, or of the nearest around it that exists. */
  public int line(String pointer) {
    String at = pointer;
    while (!at.isEmpty()) {
      Integer line = lines.get(at);
      if (line != null) {
        return line;
      }
      at = at.substring(0, Math.max(0, at.lastIndexOf('/')));
    }
    return lines.getOrDefault("", 1);
  }

  private void value(JsonParser parser, String pointer) throws IOException {
    lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
    if (parser.currentToken() == JsonToken.START_OBJECT) {
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String below = pointer + "/" + Json.escape(parser.currentName());
        lines.put(below, parser.currentTokenLocation().getLineNr());
        parser.nextToken();
        value(parser, below);
      }
    } else if (parser.currentToken() == JsonToken.START_ARRAY) {
      for (int i = 0; parser.nextToken() != JsonToken.END_ARRAY; i++) {
        if (parser.currentToken() == null) {
          return;
        }
        value(parser, pointer + "/" + i);
      }
    }
  }
}
