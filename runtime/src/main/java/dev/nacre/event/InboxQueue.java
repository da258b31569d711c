package dev.nacre.event;

import dev.nacre.event.Turn.Last;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.InstantSource;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * The inbox as its workers see it: whose turn it is, and what became of them. Taking and settling
 * happen in one transaction with the effect, so that an effect happens exactly once.
 */
@Singleton
public final class InboxQueue {
  /** Of what one connector gets done at a time, so much goes to what is worked again. */
  private static final int SHARE = 4;

  private static final String COLUMNS =
      "SELECT i.id, i.app, i.connector, i.key, i.body, i.attempts, i.received_at, i.digest,"
          + " i.replays, i.headers->>'operation' AS operation FROM nacre.inbox i WHERE";

  // What is asked of a key is written so that only the indexes of keys fit: where statistics lag
  // behind a storm or a replay of thousands, the planner takes those of the connector for as good.

  /**
   * Something that is worked again rests, and what follows it must wait. The offset keeps the
   * planner from asking the other way round: for all that rests, whom it holds up.
   */
  private static final String FREE =
      """
       AND (i.key IS NULL OR NOT EXISTS (
             SELECT 1 FROM nacre.inbox w
              WHERE w.key = i.key AND w.id + 0 < i.id
                AND w.app IS NOT DISTINCT FROM i.app
                AND w.connector IS NOT DISTINCT FROM i.connector
                AND w.state = 'received' AND w.attempts + w.replays > 0 AND w.due_at > ?
             OFFSET 0))
      """;

  private static final String FRESH =
      COLUMNS
          + " i.app = ? AND i.connector = ? AND i.state = 'received'"
          + " AND i.attempts + i.replays = 0"
          + FREE
          + " ORDER BY i.id + 0 LIMIT ? FOR UPDATE OF i SKIP LOCKED";

  private static final String AGAIN =
      COLUMNS
          + " i.app = ? AND i.connector = ? AND i.state = 'received'"
          + " AND i.attempts + i.replays > 0 AND i.due_at <= ?"
          + FREE
          + " ORDER BY i.due_at, i.id LIMIT ? FOR UPDATE OF i SKIP LOCKED";

  /** What is worked again and stands before something fresh with its key. */
  private static final String AHEAD =
      COLUMNS
          + """
           i.state = 'received' AND i.id = ANY (ARRAY (
             SELECT w.id
               FROM unnest(?::text[], ?::bigint[]) AS m (key, id)
              CROSS JOIN LATERAL (
                    SELECT w.id FROM nacre.inbox w
                     WHERE w.key = m.key AND w.id + 0 < m.id
                       AND w.app IS NOT DISTINCT FROM ? AND w.connector IS NOT DISTINCT FROM ?
                       AND w.state = 'received' AND w.attempts + w.replays > 0 AND w.due_at <= ?
                       AND w.id <> ALL (?::bigint[])
                     ORDER BY w.id + 0 LIMIT ?) w))
           ORDER BY i.id LIMIT ? FOR UPDATE OF i SKIP LOCKED\
          """;

  private static final String ONE =
      COLUMNS + " i.id = ? AND i.state = 'received' FOR UPDATE SKIP LOCKED";

  /** Of each key: the last entry that took effect, and the first that waits and isn't ours. */
  private static final String BEFORE =
      """
      SELECT m.app, m.connector, m.key, h.entry, h.digest, h.plan,
             (SELECT b.id FROM nacre.inbox b
               WHERE b.key = m.key AND b.id + 0 < m.id
                 AND b.app IS NOT DISTINCT FROM m.app
                 AND b.connector IS NOT DISTINCT FROM m.connector
                 AND b.state = 'received' AND b.id <> ALL (?::bigint[])
               ORDER BY b.id + 0 LIMIT 1)
        FROM unnest(?::text[], ?::text[], ?::text[], ?::bigint[]) AS m (app, connector, key, id)
        LEFT JOIN nacre.inbox_head h
          ON h.app = m.app AND h.connector = m.connector AND h.key = m.key\
      """;

  private final Database database;
  private final InstantSource clock;

  /** Over that database. */
  public InboxQueue(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /** A connector that something came in through. */
  public record Source(String app, String connector) {}

  /** The connectors that have something to be worked now, in a fixed order. */
  public List<Source> sources() {
    return database.inTransaction(connection -> InboxSources.due(connection, now()));
  }

  /**
   * Takes the entries of a connector whose turn it is, in order, leaving out what other workers
   * hold and what must wait for an earlier entry with the same key. What is worked again gets a
   * share of it and what fresh entries leave; only what a fresh entry has to wait for comes along.
   */
  public List<Turn> take(Source source, int limit) {
    return database.inTransaction(
        connection -> {
          int share = Math.max(1, limit / SHARE);
          List<Turn> fresh = fresh(connection, source, limit);
          List<Turn> again = again(connection, source, Math.max(share, limit - fresh.size()));
          var taken = new ArrayList<>(fresh);
          taken.addAll(again);
          if (again.size() >= share && !fresh.isEmpty()) {
            taken.addAll(ahead(connection, source, fresh, taken, limit));
          }
          taken.sort(Comparator.comparingLong(Turn::id));
          return ready(connection, taken);
        });
  }

  private List<Turn> fresh(Connection connection, Source source, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(FRESH)) {
      select.setString(1, source.app());
      select.setString(2, source.connector());
      select.setObject(3, now());
      select.setInt(4, limit);
      return read(select);
    }
  }

  private List<Turn> again(Connection connection, Source source, int limit) throws SQLException {
    try (PreparedStatement select = connection.prepareStatement(AGAIN)) {
      select.setString(1, source.app());
      select.setString(2, source.connector());
      select.setObject(3, now());
      select.setObject(4, now());
      select.setInt(5, limit);
      return read(select);
    }
  }

  private List<Turn> ahead(
      Connection connection, Source source, List<Turn> fresh, List<Turn> taken, int limit)
      throws SQLException {
    List<Turn> keyed = fresh.stream().filter(t -> t.key() != null).toList();
    try (PreparedStatement select = connection.prepareStatement(AHEAD)) {
      select.setArray(1, array(connection, "text", keyed.stream().map(Turn::key)));
      select.setArray(2, array(connection, "bigint", keyed.stream().map(Turn::id)));
      select.setString(3, source.app());
      select.setString(4, source.connector());
      select.setObject(5, now());
      select.setArray(6, array(connection, "bigint", taken.stream().map(Turn::id)));
      select.setInt(7, limit);
      select.setInt(8, limit);
      return read(select);
    }
  }

  private OffsetDateTime now() {
    return clock.instant().atOffset(ZoneOffset.UTC);
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

  private record Key(String app, String connector, String key) {
    static Key of(Turn turn) {
      return new Key(turn.app(), turn.connector(), Objects.requireNonNull(turn.key()));
    }
  }

  /** Leaves out what must wait for an entry that isn't among these. */
  private static List<Turn> ready(Connection connection, List<Turn> taken) throws SQLException {
    var newest = new LinkedHashMap<Key, Long>();
    for (Turn turn : taken) {
      if (turn.key() != null) {
        newest.merge(Key.of(turn), turn.id(), Math::max);
      }
    }
    if (newest.isEmpty()) {
      return taken;
    }
    var last = new HashMap<Key, Last>();
    var waits = new HashMap<Key, Long>();
    try (PreparedStatement select = connection.prepareStatement(BEFORE)) {
      select.setArray(1, array(connection, "bigint", taken.stream().map(Turn::id)));
      select.setArray(2, array(connection, "text", newest.keySet().stream().map(Key::app)));
      select.setArray(3, array(connection, "text", newest.keySet().stream().map(Key::connector)));
      select.setArray(4, array(connection, "text", newest.keySet().stream().map(Key::key)));
      select.setArray(5, array(connection, "bigint", newest.values().stream()));
      try (ResultSet row = select.executeQuery()) {
        while (row.next()) {
          var key = new Key(row.getString(1), row.getString(2), row.getString(3));
          long done = row.getLong(4);
          if (!row.wasNull()) {
            String digest = HexFormat.of().formatHex(row.getBytes(5));
            last.put(key, new Last(done, digest, row.getString(6)));
          }
          long waiting = row.getLong(7);
          if (!row.wasNull()) {
            waits.put(key, waiting);
          }
        }
      }
    }
    var ready = new ArrayList<Turn>(taken.size());
    for (Turn turn : taken) {
      if (turn.key() == null) {
        ready.add(turn);
      } else if (turn.id() < waits.getOrDefault(Key.of(turn), Long.MAX_VALUE)) {
        Last before = last.get(Key.of(turn));
        ready.add(turn.after(before == null || before.id() > turn.id() ? null : before));
      }
    }
    return ready;
  }

  /** Says what became of entries, in the transaction that took them. */
  public void settle(List<Settlement> settlements) {
    if (!settlements.isEmpty()) {
      database.inTransaction(connection -> InboxSettling.settle(connection, settlements, now()));
    }
  }

  static java.sql.Array array(Connection connection, String type, java.util.stream.Stream<?> values)
      throws SQLException {
    return connection.createArrayOf(type, values.toArray());
  }
}
