package dev.nacre.event;

import dev.nacre.event.InboxEntry.RecordLink;
import dev.nacre.event.Turn.Last;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The inbox as its workers see it: whose turn it is, and what became of them. Taking and settling
 * happen in one transaction with the effect, so that an effect happens exactly once.
 */
@Singleton
public final class InboxQueue {
  private static final String COLUMNS =
      "i.id, i.app, i.connector, i.key, i.body, i.attempts, i.received_at, i.digest, i.replays,"
          + " i.headers->>'operation' AS operation";

  private static final String DUE =
      "SELECT "
          + COLUMNS
          + """
           FROM nacre.inbox i
          WHERE i.state = 'received' AND i.due_at <= ?
            AND (i.key IS NULL OR NOT EXISTS (
                  SELECT 1 FROM nacre.inbox w
                   WHERE w.app = i.app AND w.connector = i.connector AND w.key = i.key
                     AND w.id < i.id AND w.state = 'received' AND w.due_at > ?))
          ORDER BY i.id
          LIMIT ?
            FOR UPDATE OF i SKIP LOCKED\
          """;

  private static final String ONE =
      "SELECT "
          + COLUMNS
          + " FROM nacre.inbox i WHERE i.id = ? AND i.state = 'received' FOR UPDATE SKIP LOCKED";

  /** What stands before each entry: an unsettled one that another worker holds, or the last one. */
  private static final String BEFORE =
      """
      SELECT m.id, p.id, p.state, p.digest, p.plan
        FROM unnest(?::bigint[], ?::text[], ?::text[], ?::text[]) AS m (id, app, connector, key)
       CROSS JOIN LATERAL (
             SELECT b.id, b.state, b.digest, b.plan
               FROM nacre.inbox b
              WHERE b.app = m.app AND b.connector = m.connector AND b.key = m.key AND b.id < m.id
                AND b.state IN ('received', 'done') AND b.id <> ALL (?::bigint[])
              ORDER BY b.state DESC, b.id DESC
              LIMIT 1) p\
      """;

  private static final String SETTLE =
      """
      UPDATE nacre.inbox i
         SET state = s.state,
             due_at = coalesce(s.due_at, i.due_at),
             processed_at = CASE s.state WHEN 'received' THEN NULL ELSE ?::timestamptz END,
             attempts = i.attempts + CASE s.state WHEN 'received' THEN 1 ELSE 0 END,
             plan = s.plan,
             problems = s.problems::jsonb,
             records = s.records::jsonb,
             created = s.created, updated = s.updated, unchanged = s.unchanged
        FROM unnest(?::bigint[], ?::text[], ?::timestamptz[], ?::text[], ?::text[], ?::text[],
                    ?::int[], ?::int[], ?::int[])
             AS s (id, state, due_at, plan, problems, records, created, updated, unchanged)
       WHERE i.id = s.id\
      """;

  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  public InboxQueue(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /**
   * Takes the entries whose turn it is, in order, leaving out what other workers hold and what must
   * wait for an earlier entry with the same key.
   */
  public List<Turn> take(int limit) {
    return database.inTransaction(
        connection -> {
          OffsetDateTime now = clock.instant().atOffset(ZoneOffset.UTC);
          try (PreparedStatement select = connection.prepareStatement(DUE)) {
            select.setObject(1, now);
            select.setObject(2, now);
            select.setInt(3, limit);
            return ready(connection, read(select));
          }
        });
  }

  /** Takes that entry, unless another worker holds it or it is settled or must wait. */
  public Optional<Turn> take(long id) {
    return database.inTransaction(
        connection -> {
          try (PreparedStatement select = connection.prepareStatement(ONE)) {
            select.setLong(1, id);
            return ready(connection, read(select)).stream().findFirst();
          }
        });
  }

  private static List<Turn> read(PreparedStatement select) throws SQLException {
    var turns = new ArrayList<Turn>();
    try (ResultSet row = select.executeQuery()) {
      while (row.next()) {
        turns.add(
            new Turn(
                row.getLong(1),
                row.getString(2),
                row.getString(3),
                row.getString(4),
                row.getBytes(5),
                row.getInt(6),
                row.getObject(7, OffsetDateTime.class).toInstant(),
                HexFormat.of().formatHex(row.getBytes(8)),
                row.getInt(9) > 0,
                row.getString(10),
                null));
      }
    }
    return turns;
  }

  private static List<Turn> ready(Connection connection, List<Turn> taken) throws SQLException {
    List<Turn> keyed = taken.stream().filter(t -> t.key() != null).toList();
    if (keyed.isEmpty()) {
      return taken;
    }
    Map<Long, Last> last = new HashMap<>();
    Set<Long> blocked = new HashSet<>();
    try (PreparedStatement select = connection.prepareStatement(BEFORE)) {
      select.setArray(1, array(connection, "bigint", keyed.stream().map(Turn::id)));
      select.setArray(2, array(connection, "text", keyed.stream().map(Turn::app)));
      select.setArray(3, array(connection, "text", keyed.stream().map(Turn::connector)));
      select.setArray(4, array(connection, "text", keyed.stream().map(Turn::key)));
      select.setArray(5, array(connection, "bigint", taken.stream().map(Turn::id)));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          if (row.getString(3).equals(EntryState.RECEIVED.id())) {
            blocked.add(row.getLong(1));
          } else {
            String digest = HexFormat.of().formatHex(row.getBytes(4));
            last.put(row.getLong(1), new Last(row.getLong(2), digest, row.getString(5)));
          }
        }
      }
    }
    return taken.stream()
        .filter(t -> !blocked.contains(t.id()))
        .map(t -> t.after(last.get(t.id())))
        .toList();
  }

  /** Says what became of entries, in the transaction that took them. */
  public void settle(List<Settlement> settlements) {
    if (settlements.isEmpty()) {
      return;
    }
    database.inTransaction(
        connection -> {
          try (PreparedStatement update = connection.prepareStatement(SETTLE)) {
            update.setObject(1, clock.instant().atOffset(ZoneOffset.UTC));
            var s = settlements;
            update.setArray(2, array(connection, "bigint", s.stream().map(Settlement::id)));
            update.setArray(3, array(connection, "text", s.stream().map(x -> x.state().id())));
            update.setArray(4, array(connection, "text", s.stream().map(x -> text(x.dueAt()))));
            update.setArray(5, array(connection, "text", s.stream().map(Settlement::plan)));
            update.setArray(6, array(connection, "text", s.stream().map(InboxQueue::problems)));
            update.setArray(7, array(connection, "text", s.stream().map(InboxQueue::links)));
            update.setArray(8, array(connection, "int4", s.stream().map(x -> count(x, "created"))));
            update.setArray(9, array(connection, "int4", s.stream().map(x -> count(x, "updated"))));
            update.setArray(
                10, array(connection, "int4", s.stream().map(x -> count(x, "unchanged"))));
            return update.executeUpdate();
          }
        });
  }

  private static @Nullable String text(@Nullable Instant instant) {
    return instant == null ? null : instant.toString();
  }

  private static @Nullable String problems(Settlement settlement) {
    return settlement.findings().isEmpty() ? null : Findings.write(settlement.findings());
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

  private static java.sql.Array array(
      Connection connection, String type, java.util.stream.Stream<?> values) throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }
}
