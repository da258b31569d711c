package dev.nacre.connector;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.storage.Database;
import dev.nacre.storage.Parameters;
import dev.nacre.storage.Rows;
import dev.nacre.storage.Sql;
import jakarta.inject.Singleton;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The rows of polling. Who works on one owns it for a while and says so again with each page; when
 * a node dies, another takes over after that while, and the dead one's last words count no more.
 */
@Singleton
public final class PollStore {
  /** Longer than any one page may take. */
  static final Duration HOLD = Duration.ofMinutes(10);

  /** When what doesn't run by itself is due. */
  static final Instant NEVER = Instant.parse("9999-01-01T00:00:00Z");

  private static final String COLUMNS =
      "app, connector, operation, due_at, watermark, since, until, cursor, owner IS NOT NULL AND"
          + " owned_until > ? AS running, failures, problem, fetched, started_at, finished_at";

  private final Database database;

  /** Over that database. */
  public PollStore(Database database) {
    this.database = database;
  }

  /** One operation of one connector. */
  record Key(String app, String connector, String operation) {}

  /** Makes the row when there is none, and brings its next run nearer when it is far off. */
  void ensure(Key key, Instant first, Instant latest) {
    update(
        Sql.of(
            """
            INSERT INTO nacre.poll AS p (app, connector, operation, due_at) VALUES (?, ?, ?, ?)
            ON CONFLICT (app, connector, operation)
            DO UPDATE SET due_at = ? WHERE p.due_at > ? AND p.failures = 0\
            """,
            key.app(),
            key.connector(),
            key.operation(),
            first,
            latest,
            latest));
  }

  /**
   * Makes it due then at the latest, also when the last run failed.
   *
   * @param cursor where it is to go on; null means where it stands
   */
  void hasten(Key key, Instant then, @Nullable String cursor) {
    update(
        Sql.of(
            """
            INSERT INTO nacre.poll AS p (app, connector, operation, due_at, cursor) VALUES (?, ?, ?, ?, ?)
            ON CONFLICT (app, connector, operation) DO UPDATE
            SET due_at = least(p.due_at, ?), cursor = coalesce(?, p.cursor)\
            """,
            key.app(),
            key.connector(),
            key.operation(),
            then,
            cursor,
            then,
            cursor));
  }

  /**
   * Makes rows with that beginning due that tell of a problem, when something else of their
   * connector went well since: what was wrong may be right now.
   */
  void hastenMended(String beginning, Instant now) {
    update(
        Sql.of(
            """
            UPDATE nacre.poll AS p SET due_at = ?
             WHERE starts_with(p.operation, ?) AND p.problem IS NOT NULL AND p.due_at > ?
               AND EXISTS (SELECT FROM nacre.poll o
                            WHERE o.app = p.app AND o.connector = p.connector
                              AND NOT starts_with(o.operation, ?)
                              AND o.problem IS NULL AND o.finished_at > p.finished_at)\
            """,
            now,
            beginning,
            now,
            beginning));
  }

  /** What is due and nobody works on. */
  List<Key> due(Instant now) {
    return rows(
        Sql.of(
            "SELECT app, connector, operation FROM nacre.poll WHERE due_at <= ?"
                + " AND (owner IS NULL OR owned_until <= ?) ORDER BY due_at",
            now,
            now),
        row -> new Key(row.getString(1), row.getString(2), row.getString(3)));
  }

  /** Takes it for that owner; empty when somebody works on it, or it isn't due. */
  Optional<PollState> take(Key key, UUID owner, Instant now, boolean anyway) {
    return rows(
            Sql.of(
                "UPDATE nacre.poll SET owner = ?, owned_until = ?, started_at = ?, fetched = 0"
                    + " WHERE app = ? AND connector = ? AND operation = ?"
                    + " AND (owner IS NULL OR owned_until <= ?) AND (due_at <= ? OR ?)"
                    + " RETURNING "
                    + COLUMNS,
                owner,
                now.plus(HOLD),
                now,
                key.app(),
                key.connector(),
                key.operation(),
                now,
                now,
                anyway,
                now),
            PollStore::state)
        .stream()
        .findFirst();
  }

  /** Saves how far it got; false when somebody else took over meanwhile. */
  boolean save(Key key, UUID owner, Progress to, Instant now) {
    return update(
            Sql.of(
                "UPDATE nacre.poll SET owned_until = ?, watermark = ?::timestamptz,"
                    + " since = ?::timestamptz, until = ?::timestamptz, cursor = ?, fetched = ?"
                    + " WHERE app = ? AND connector = ? AND operation = ? AND owner = ?",
                now.plus(HOLD),
                to.watermark,
                to.since,
                to.until,
                to.cursor,
                to.fetched,
                key.app(),
                key.connector(),
                key.operation(),
                owner))
        > 0;
  }

  /** Lets go of it without having done anything. */
  void leave(Key key, UUID owner) {
    update(
        Sql.of(
            "UPDATE nacre.poll SET owner = NULL, owned_until = NULL"
                + " WHERE app = ? AND connector = ? AND operation = ? AND owner = ?",
            key.app(),
            key.connector(),
            key.operation(),
            owner));
  }

  /**
   * Lets go of it.
   *
   * @param failed whether a problem counts as a failure
   */
  void release(
      Key key, UUID owner, Instant due, @Nullable Problem problem, boolean failed, Instant now) {
    update(
        Sql.of(
            "UPDATE nacre.poll SET owner = NULL, owned_until = NULL, due_at = ?, failures = CASE"
                + " WHEN ? THEN failures + ? ELSE 0 END, problem = ?::jsonb, finished_at = ? WHERE"
                + " app = ? AND connector = ? AND operation = ? AND owner = ?",
            due,
            problem != null,
            failed ? 1 : 0,
            problem == null ? null : write(problem),
            now,
            key.app(),
            key.connector(),
            key.operation(),
            owner));
  }

  /** What is known of the polling of a connector. */
  public List<PollState> list(String app, String connector, Instant now) {
    return rows(
        Sql.of(
            "SELECT " + COLUMNS + " FROM nacre.poll WHERE app = ? AND connector = ? ORDER BY 3",
            now,
            app,
            connector),
        PollStore::state);
  }

  /** How far a run got. */
  static final class Progress {
    @Nullable Instant watermark;
    @Nullable Instant since;
    @Nullable Instant until;
    @Nullable String cursor;
    long fetched;

    /** Nowhere yet. */
    Progress() {}

    Progress(PollState from) {
      watermark = from.watermark();
      since = from.since();
      until = from.until();
      cursor = from.cursor();
    }
  }

  private interface Reader<T> {
    T read(ResultSet row) throws SQLException;
  }

  private <T> List<T> rows(Sql sql, Reader<T> reader) {
    return database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            Parameters.set(statement, sql.parameters());
            var all = new ArrayList<T>();
            try (ResultSet row = statement.executeQuery()) {
              while (row.next()) {
                all.add(reader.read(row));
              }
            }
            return all;
          }
        });
  }

  private int update(Sql sql) {
    return database.inNewTransaction(
        connection -> {
          try (PreparedStatement statement = connection.prepareStatement(sql.text())) {
            Parameters.set(statement, sql.parameters());
            return statement.executeUpdate();
          }
        });
  }

  private static PollState state(ResultSet row) throws SQLException {
    Instant due = Rows.moment(row, "due_at");
    return new PollState(
        row.getString("app"),
        row.getString("connector"),
        row.getString("operation"),
        due == null ? NEVER : due,
        Rows.moment(row, "watermark"),
        Rows.moment(row, "since"),
        Rows.moment(row, "until"),
        row.getString("cursor"),
        row.getBoolean("running"),
        row.getInt("failures"),
        read(row.getString("problem")),
        row.getLong("fetched"),
        Rows.moment(row, "started_at"),
        Rows.moment(row, "finished_at"));
  }

  /** Code and arguments, so that each reader sees it in their own language. */
  private static String write(Problem problem) {
    ObjectNode node = Json.MAPPER.createObjectNode().put("code", problem.code());
    var args = node.putArray("args");
    problem.args().forEach(args::add);
    return Json.write(node);
  }

  private static @Nullable Problem read(@Nullable String json) {
    try {
      if (json == null) {
        return null;
      }
      JsonNode node = Json.MAPPER.readTree(json);
      var args = new ArrayList<String>();
      node.path("args").forEach(arg -> args.add(arg.asText()));
      return new Problem(null, "", node.path("code").asText(), args);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("written by ourselves: " + json, e);
    }
  }
}
