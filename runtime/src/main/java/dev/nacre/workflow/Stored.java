package dev.nacre.workflow;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Text;
import dev.nacre.storage.Columns;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Values of columns, to and from. */
final class Stored {
  private Stored() {}

  /** JSON that this engine wrote itself. */
  static JsonNode tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a jsonb column is always JSON", e);
    }
  }

  /** A JSON object that this engine wrote itself. */
  static ObjectNode object(String json) {
    return (ObjectNode) tree(json);
  }

  /** The same JSON without the one character that PostgreSQL can't keep. */
  static ObjectNode keepable(ObjectNode json) {
    String text = Json.write(json);
    return text.contains("\\u0000") ? object(text.replace("\\u0000", "\\u2400")) : json;
  }

  /** A text as JSON; null when there is none. */
  static @Nullable String write(@Nullable Text text) {
    return text == null ? null : Json.write(Json.MAPPER.valueToTree(text));
  }

  /** A text; null when there is none. */
  static @Nullable Text text(@Nullable String json) {
    try {
      return json == null ? null : Json.MAPPER.readValue(json, Text.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("a text column is always a text", e);
    }
  }

  /** A moment that is always there. */
  static Instant momentAlways(ResultSet row, String column) throws SQLException {
    return row.getObject(column, OffsetDateTime.class).toInstant();
  }

  /** Is one of an {@link #array} of ids; found one by one in the index, however many there are. */
  static final String AMONG = "IN (SELECT * FROM " + Columns.few("unnest(?::uuid[])") + " AS n)";

  /** An array of ids as PostgreSQL writes it; for {@code ?::uuid[]}. */
  static String array(Iterable<UUID> ids) {
    var text = new StringBuilder("{");
    for (UUID id : ids) {
      text.append(text.length() > 1 ? "," : "").append(id);
    }
    return text.append('}').toString();
  }

  /** An array of ids of this project, which need no quotes; for {@code ?::text[]}. */
  static String arrayOfIds(Iterable<String> ids) {
    return "{" + String.join(",", ids) + "}";
  }
}
