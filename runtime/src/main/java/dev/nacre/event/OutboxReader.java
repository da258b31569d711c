package dev.nacre.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Outbox entries out of rows. */
final class OutboxReader {
  private static final String COMMON =
      """
      id, app, connector, operation, key, idempotency_key, state, attempts, tries, created_at,
      due_at, leased_until, settled_at, original IS NOT NULL AS corrected, problems, form, record,
      instance, step, awaited,\
      """;

  /** The columns of a list. */
  static final String LIST =
      COMMON + " NULL::text AS body, NULL::text AS original, NULL::text AS answer";

  /** The columns of one entry. */
  static final String FULL = COMMON + " body, original, answer";

  private OutboxReader() {}

  static OutboxEntry read(ResultSet row, Instant now) throws SQLException {
    Instant leased = instant(row, "leased_until");
    OutboxState state = OutboxState.byId(row.getString("state")).orElseThrow();
    return new OutboxEntry(
        row.getLong("id"),
        row.getString("app"),
        row.getString("connector"),
        row.getString("operation"),
        row.getString("key"),
        row.getString("idempotency_key"),
        state,
        row.getInt("attempts"),
        row.getInt("tries"),
        row.getObject("created_at", OffsetDateTime.class).toInstant(),
        row.getObject("due_at", OffsetDateTime.class).toInstant(),
        state == OutboxState.PENDING && leased != null && leased.isAfter(now),
        instant(row, "settled_at"),
        row.getString("body"),
        row.getBoolean("corrected"),
        row.getString("original"),
        row.getString("answer"),
        problems(row.getString("problems")),
        about(row),
        cause(row));
  }

  static Effect.@Nullable About about(ResultSet row) throws SQLException {
    UUID record = row.getObject("record", UUID.class);
    String form = row.getString("form");
    return record == null || form == null ? null : new Effect.About(form, record);
  }

  static Effect.@Nullable Cause cause(ResultSet row) throws SQLException {
    UUID instance = row.getObject("instance", UUID.class);
    String step = row.getString("step");
    return instance == null || step == null
        ? null
        : new Effect.Cause(instance, step, row.getBoolean("awaited"));
  }

  static JsonNode tree(String json) {
    try {
      return Json.MAPPER.readTree(json);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("only JSON gets into the outbox: " + json, e);
    }
  }

  /** Codes and arguments, so that each reader sees them in their own language. */
  static String write(List<Problem> problems) {
    return Findings.write(problems.stream().map(p -> new Finding(null, null, p)).toList());
  }

  private static List<Problem> problems(@Nullable String json) {
    return Findings.read(json).stream().map(Finding::problem).toList();
  }

  private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
    OffsetDateTime time = row.getObject(column, OffsetDateTime.class);
    return time == null ? null : time.toInstant();
  }
}
