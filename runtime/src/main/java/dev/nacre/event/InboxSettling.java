package dev.nacre.event;

import static dev.nacre.event.InboxQueue.array;

import dev.nacre.event.InboxEntry.RecordLink;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Writes what became of inbox entries, and of each key the last that took effect. */
final class InboxSettling {
  private static final String SETTLE =
      """
      WITH settled AS (
        UPDATE nacre.inbox i
           SET state = s.state,
               due_at = coalesce(s.due_at, i.due_at),
               processed_at = CASE s.state WHEN 'received' THEN NULL ELSE ?::timestamptz END,
               attempts = i.attempts + CASE s.state WHEN 'received' THEN 1 ELSE 0 END,
               plan = s.plan,
               problems = s.problems::jsonb,
               records = s.records::jsonb,
               cause = s.cause,
               created = s.created, updated = s.updated, unchanged = s.unchanged
          FROM unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                      ?::text[], ?::int[], ?::int[], ?::int[])
               AS s (id, state, due_at, plan, problems, records, cause, created, updated, unchanged)
         WHERE i.id = s.id AND i.id BETWEEN ? AND ?
        RETURNING i.id, i.app, i.connector, i.key, i.digest, i.plan, i.state, i.processed_at)
      INSERT INTO nacre.inbox_head AS h (app, connector, key, entry, digest, plan, at)
      SELECT DISTINCT ON (app, connector, key) app, connector, key, id, digest, plan, processed_at
        FROM settled
       WHERE state = 'done' AND key IS NOT NULL
       ORDER BY app, connector, key, id DESC
          ON CONFLICT (app, connector, key) DO UPDATE
         SET entry = excluded.entry, digest = excluded.digest, plan = excluded.plan, at = excluded.at
       WHERE h.entry <= excluded.entry\
      """;

  private InboxSettling() {}

  static int settle(Connection connection, List<Settlement> s, OffsetDateTime now)
      throws SQLException {
    try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
      update.setObject(1, now);
      update.setArray(2, array(connection, "bigint", s.stream().map(Settlement::id)));
      update.setArray(3, array(connection, "text", s.stream().map(x -> x.state().id())));
      update.setArray(4, array(connection, "text", s.stream().map(x -> text(x.dueAt()))));
      update.setArray(5, array(connection, "text", s.stream().map(Settlement::plan)));
      update.setArray(6, array(connection, "text", s.stream().map(InboxSettling::problems)));
      update.setArray(7, array(connection, "text", s.stream().map(InboxSettling::links)));
      update.setArray(8, array(connection, "text", s.stream().map(InboxSettling::cause)));
      update.setArray(9, array(connection, "int4", s.stream().map(x -> count(x, "created"))));
      update.setArray(10, array(connection, "int4", s.stream().map(x -> count(x, "updated"))));
      update.setArray(11, array(connection, "int4", s.stream().map(x -> count(x, "unchanged"))));
      // so that only the partitions are looked into that they can be in
      update.setLong(12, s.stream().mapToLong(Settlement::id).min().orElse(0));
      update.setLong(13, s.stream().mapToLong(Settlement::id).max().orElse(0));
      return update.executeUpdate();
    }
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable String problems(Settlement settlement) {
    return settlement.findings().isEmpty() ? null : Findings.write(settlement.findings());
  }

  private static @Nullable String cause(Settlement settlement) {
    return settlement.state() == EntryState.DEAD ? DeadCause.of(settlement.findings()) : null;
  }

  private static @Nullable String links(Settlement settlement) {
    return settlement.records().isEmpty() ? null : Findings.writeLinks(settlement.records());
  }

  /** Created and updated by name; whatever else a record went through left it unchanged. */
  private static int count(Settlement settlement, String outcome) {
    int count = 0;
    for (RecordLink link : settlement.records()) {
      boolean changed = link.outcome().equals("created") || link.outcome().equals("updated");
      count += (changed ? link.outcome() : "unchanged").equals(outcome) ? 1 : 0;
    }
    return count;
  }
}
