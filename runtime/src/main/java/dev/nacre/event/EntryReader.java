package dev.nacre.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Ledger entries out of rows. */
final class EntryReader {
  private static final String COMMON =
      """
      id, app, connector, key, job, state, attempts, received_at, due_at, processed_at, headers,
      octet_length(body) AS size, original IS NOT NULL AS corrected, problems, records,\
      """;

  /** The columns of a list. */
  static final String LIST = COMMON + " NULL::bytea AS body, NULL::bytea AS original";

  /** The columns of one entry. */
  static final String FULL = COMMON + " body, original";

  private EntryReader() {}

  static InboxEntry read(ResultSet row) throws SQLException {
    return new InboxEntry(
        row.getLong("id"),
        row.getString("app"),
        row.getString("connector"),
        row.getString("key"),
        row.getObject("job", UUID.class),
        EntryState.byId(row.getString("state")).orElseThrow(),
        row.getInt("attempts"),
        row.getObject("received_at", OffsetDateTime.class).toInstant(),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        instant(row.getObject("processed_at", OffsetDateTime.class)),
        headers(row.getString("headers")),
        row.getInt("size"),
        row.getBytes("body"),
        row.getBoolean("corrected"),
        row.getBytes("original"),
        Findings.read(row.getString("problems")),
        Findings.readLinks(row.getString("records")));
  }

  private static @Nullable Instant instant(@Nullable OffsetDateTime time) {
    return time == null ? null : time.toInstant();
  }

  private static Map<String, String> headers(String json) {
    try {
      var headers = new LinkedHashMap<String, String>();
      for (Map.Entry<String, JsonNode> header : Json.MAPPER.readTree(json).properties()) {
        if (!HeaderNames.secret(header.getKey())) {
          headers.put(header.getKey(), header.getValue().asText());
        }
      }
      return headers;
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written by ourselves: " + json, e);
    }
  }
}
