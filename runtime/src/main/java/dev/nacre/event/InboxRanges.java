package dev.nacre.event;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The ranges of ids that the inbox's tables are made for. The lowest one, the rest, has no lower
 * end: what outlives a range that is dropped moves there.
 */
final class InboxRanges {
  /** Ids in a range. */
  static final long STEP = 1_000_000;

  /** A lock on the whole inbox holds up everybody, so nobody waits for it for long. */
  private static final String PATIENCE = "SET LOCAL lock_timeout = '2s'";

  private static final Pattern BOUNDS =
      Pattern.compile("FROM \\(\\D?(\\d+|MINVALUE)\\D?\\) TO \\(\\D?(\\d+)\\D?\\)");

  private static final String ALL =
      """
      SELECT c.relname, pg_get_expr(c.relpartbound, c.oid) AS bounds, pg_total_relation_size(c.oid) AS size
        FROM pg_inherits h JOIN pg_class c ON c.oid = h.inhrelid
       WHERE h.inhparent = 'nacre.inbox'::regclass\
      """;

  private static final String COUNTER =
      "SELECT last_value - CASE WHEN is_called THEN 0 ELSE 1 END FROM nacre.inbox_id_seq";

  private final Database database;

  InboxRanges(Database database) {
    this.database = database;
  }

  /**
   * A range.
   *
   * @param from the first id; null for the rest
   * @param to the first id beyond it
   * @param bytes what it takes on disk, with its indexes
   */
  record Range(String table, @Nullable Long from, long to, long bytes) {
    String name() {
      return "nacre." + table;
    }
  }

  /** All of them, the rest first. */
  List<Range> all() {
    var ranges =
        new ArrayList<>(
            Rows.query(
                database,
                ALL,
                List.of(),
                row -> {
                  Matcher bounds = BOUNDS.matcher(row.getString("bounds"));
                  if (!bounds.find()) {
                    throw new IllegalStateException(
                        "not a range of ids: " + row.getString("bounds"));
                  }
                  String from = bounds.group(1);
                  return new Range(
                      row.getString("relname"),
                      from.equals("MINVALUE") ? null : Long.valueOf(from),
                      Long.parseLong(bounds.group(2)),
                      row.getLong("size"));
                }));
    ranges.sort(java.util.Comparator.comparingLong(Range::to));
    return ranges;
  }

  /** The last id that was given. */
  long last() {
    return Rows.query(database, COUNTER, List.of(), row -> row.getLong(1)).getFirst();
  }

  /** When the first or last of a range came; null when it is empty. */
  @Nullable Instant received(Range range, boolean first) {
    String sql =
        "SELECT received_at FROM %s ORDER BY id %s LIMIT 1"
            .formatted(range.name(), first ? "ASC" : "DESC");
    return Rows.query(database, sql, List.of(), row -> Rows.moment(row, "received_at")).stream()
        .findFirst()
        .orElse(null);
  }

  /** Makes a range above all others. It is made by itself first, so that nobody is held up. */
  void add(long from) {
    alter(
        connection -> {
          String table = "nacre.inbox_" + from;
          execute(connection, "CREATE TABLE " + table + LIKE);
          execute(connection, attach(table, String.valueOf(from), from + STEP));
        });
  }

  /**
   * Has the next id begin the next range, so that a range doesn't stay open for years where little
   * comes in. Nobody may be about to take an id meanwhile.
   */
  void close(Range open) {
    alter(
        connection -> {
          execute(connection, "LOCK TABLE nacre.inbox IN SHARE MODE");
          if (last() < open.to()) {
            execute(
                connection, "SELECT setval('nacre.inbox_id_seq', %d, false)".formatted(open.to()));
          }
        });
  }

  /**
   * Drops the range above the rest; what waits, and dead letters that came since then, are kept in
   * the rest.
   *
   * @return how many were kept
   */
  int drop(Range rest, Range range, Instant deadSince) {
    var kept = new int[1];
    alter(
        connection -> {
          String table = "nacre.inbox_rest_" + range.to();
          OffsetDateTime since = deadSince.atOffset(ZoneOffset.UTC);
          execute(connection, "LOCK TABLE nacre.inbox IN ACCESS EXCLUSIVE MODE");
          execute(connection, "CREATE TABLE " + table + LIKE);
          for (Range old : List.of(rest, range)) {
            kept[0] += execute(connection, "INSERT INTO " + table + survivors(old, since));
            execute(connection, "ALTER TABLE nacre.inbox DETACH PARTITION " + old.name());
          }
          execute(connection, attach(table, "MINVALUE", range.to()));
          execute(connection, "DROP TABLE " + rest.name() + ", " + range.name());
        });
    return kept[0];
  }

  private static final String LIKE =
      " (LIKE nacre.inbox INCLUDING DEFAULTS INCLUDING CONSTRAINTS INCLUDING INDEXES)";

  /** What outlives its range, found by the indexes of what waits and of what is dead. */
  private static String survivors(Range range, OffsetDateTime deadSince) {
    return """
     SELECT * FROM %1$s WHERE state = 'received' AND attempts + replays = 0
    UNION ALL
    SELECT * FROM %1$s WHERE state = 'received' AND attempts + replays > 0
    UNION ALL
    SELECT * FROM %1$s WHERE state = 'dead' AND received_at >= '%2$s'\
    """
        .formatted(range.name(), deadSince);
  }

  private static String attach(String table, String from, long to) {
    return "ALTER TABLE nacre.inbox ATTACH PARTITION %s FOR VALUES FROM (%s) TO (%d)"
        .formatted(table, from, to);
  }

  private interface Change {
    void make(Connection connection) throws SQLException;
  }

  private void alter(Change change) {
    database.inNewTransaction(
        connection -> {
          execute(connection, PATIENCE);
          change.make(connection);
          return null;
        });
  }

  private static int execute(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
      return Math.max(statement.getUpdateCount(), 0);
    }
  }
}
