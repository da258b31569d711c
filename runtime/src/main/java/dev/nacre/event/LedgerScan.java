package dev.nacre.event;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Looks through a ledger by id, so many rows at a time and not for long: whoever asks for something
 * rare among millions gets what was found until then, and goes on from there.
 *
 * @param table its name
 * @param moment the column that says when an entry came; it grows with the id
 * @param window so many rows are looked at by one statement
 * @param patience no further statement after so long
 */
record LedgerScan(Database database, String table, String moment, int window, Duration patience) {
  /** Nodes' clocks differ by less. */
  private static final Duration SKEW = Duration.ofMinutes(5);

  /**
   * What is looked for.
   *
   * @param near what an index finds
   * @param far what each row is asked
   * @param oldestFirst whether ids grow
   * @param cursor only what is behind that id; null for the beginning
   */
  record Wish(
      String columns,
      List<Sql> near,
      List<Sql> far,
      @Nullable Instant from,
      @Nullable Instant until,
      boolean oldestFirst,
      @Nullable Long cursor,
      int limit) {}

  private record Edge(long rows, long id) {}

  private record Ends(long first, long last) {}

  <T> LedgerPage<T> page(Wish wish, Rows.Reader<T> reader, ToLongFunction<T> id) {
    List<Sql> fixed = new ArrayList<>(wish.near());
    fixed.addAll(span(wish));
    List<Sql> each = new ArrayList<>(wish.far());
    add(each, " " + moment + " >= ?", wish.from());
    add(each, " " + moment + " < ?", wish.until());
    String order = wish.oldestFirst() ? " ORDER BY id LIMIT ?" : " ORDER BY id DESC LIMIT ?";
    long end = System.nanoTime() + patience.toNanos();
    var found = new ArrayList<T>();
    Long cursor = wish.cursor();
    while (true) {
      List<Sql> near = new ArrayList<>(fixed);
      add(near, wish.oldestFirst() ? " id > ?" : " id < ?", cursor);
      Sql rows = where(near).then(Sql.of(order, window));
      found.addAll(
          query(
              Sql.of("SELECT " + wish.columns() + " FROM (SELECT * FROM " + table)
                  .then(rows)
                  .then(") i")
                  .then(where(each))
                  .then(Sql.of(order, wish.limit() + 1 - found.size())),
              reader));
      if (found.size() > wish.limit()) {
        List<T> page = found.subList(0, wish.limit());
        return new LedgerPage<>(page, id.applyAsLong(page.getLast()));
      }
      Edge edge = edge(rows, wish.oldestFirst());
      if (edge.rows() < window) {
        return new LedgerPage<>(found, null);
      }
      cursor = edge.id();
      if (System.nanoTime() >= end) {
        return new LedgerPage<>(found, cursor);
      }
    }
  }

  /** How far those rows reach. */
  private Edge edge(Sql rows, boolean oldestFirst) {
    return query(
            Sql.of(oldestFirst ? "SELECT count(*), max(id)" : "SELECT count(*), min(id)")
                .then(" FROM (SELECT id FROM " + table)
                .then(rows)
                .then(") i"),
            row -> new Edge(row.getLong(1), row.getLong(2)))
        .getFirst();
  }

  /** Between which ids everything lies that came between two moments. */
  private List<Sql> span(Wish wish) {
    var span = new ArrayList<Sql>();
    if (wish.from() != null) {
      span.add(Sql.of(" id >= ?", first(wish.from().minus(SKEW))));
    }
    if (wish.until() != null) {
      span.add(Sql.of(" id < ?", first(wish.until().plus(SKEW))));
    }
    return span;
  }

  /** The first id that came then or later, found by halves. */
  private long first(Instant then) {
    Ends ends =
        query(
                Sql.of("SELECT min(id), max(id) FROM " + table),
                row -> new Ends(row.getLong(1), row.getLong(2)))
            .getFirst();
    long low = ends.first();
    long high = ends.last() + 1;
    while (low < high) {
      long middle = low + (high - low) / 2;
      Long before = before(then, middle);
      if (before == null) {
        high = middle;
      } else {
        low = before + 1;
      }
    }
    return low;
  }

  /** The entry with that id or the next one, if it came before that moment; else null. */
  private @Nullable Long before(Instant then, long id) {
    Sql sql =
        Sql.of(
            "SELECT id FROM (SELECT id, %2$s AS came FROM %1$s WHERE id >= ? ORDER BY id LIMIT 1) i"
                    .formatted(table, moment)
                + " WHERE came < ?",
            id,
            then);
    List<Long> found = query(sql, row -> row.getLong(1));
    return found.isEmpty() ? null : found.getFirst();
  }

  static void add(List<Sql> parts, String condition, @Nullable Object value) {
    if (value != null) {
      parts.add(Sql.of(condition, value));
    }
  }

  static Sql where(List<Sql> parts) {
    return parts.isEmpty() ? Sql.of("") : Sql.of(" WHERE").then(Sql.join(" AND", parts));
  }

  private <T> List<T> query(Sql sql, Rows.Reader<T> reader) {
    return Rows.query(database, sql.text(), sql.parameters(), reader);
  }
}
