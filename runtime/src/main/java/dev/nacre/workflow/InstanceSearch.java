package dev.nacre.workflow;

import dev.nacre.metadata.Messages;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Questions for many instances, which people ask; each is served by an index. */
@Singleton
final class InstanceSearch {
  private final Database database;

  InstanceSearch(Database database) {
    this.database = database;
  }

  /**
   * Whose instances somebody may see.
   *
   * @param startedBy those that they started
   * @param workflows and those of these workflows, as far as they may read their records
   */
  record Seen(String startedBy, Set<String> workflows) {}

  /**
   * Instances, newest first.
   *
   * @param seen only those; null means all
   */
  List<Instance> list(String app, InstanceQuery query, @Nullable Seen seen, Instant now) {
    var sql = new StringBuilder(InstanceRows.SELECT).append("WHERE app = ?");
    var parameters = new ArrayList<Object>(List.of(app));
    filter("workflow = ?", query.workflow(), sql, parameters);
    filter("form = ?", query.form(), sql, parameters);
    filter("record = ?::uuid", query.record(), sql, parameters);
    filter("version = ?::integer", query.version(), sql, parameters);
    states(query.states(), sql);
    filter("parent = ?::uuid", query.parent(), sql, parameters);
    if (query.paused() != null) {
      sql.append(query.paused() ? " AND paused_at IS NOT NULL" : " AND paused_at IS NULL");
    }
    if (query.step() != null) {
      // a finished one stands nowhere; said so, the index of the open ones serves
      filter("state IN ('ready', 'waiting', 'failed') AND step = ?", query.step(), sql, parameters);
    }
    if (query.olderThan() != null) {
      filter("since <= ?::timestamptz", now.minus(query.olderThan()), sql, parameters);
    }
    if (query.error() != null) {
      filter(
          "state = 'failed' AND (problems::text ILIKE ?",
          "%" + query.error().replaceAll("([\\\\%_])", "\\\\$1") + "%",
          sql,
          parameters);
      filter(
          // by the words that people read, whose codes are stored
          "EXISTS (SELECT 1 FROM jsonb_array_elements(problems) e"
              + " WHERE e ->> 'code' = ANY(?::text[])))",
          Stored.arrayOfIds(Messages.codes(query.error())),
          " OR ",
          sql,
          parameters);
    }
    if (seen != null) {
      sql.append(" AND (started_by = ? OR workflow = ANY(?::text[]))");
      parameters.add(seen.startedBy());
      parameters.add(Stored.arrayOfIds(seen.workflows()));
    }
    filter("id < ?::uuid", Cursor.read(query.cursor()), sql, parameters);
    sql.append(" ORDER BY id DESC LIMIT ?");
    parameters.add(Cursor.limit(query.limit()));
    return InstanceRows.query(database, sql.toString(), parameters.toArray()).stream()
        .map(StoredInstance::instance)
        .toList();
  }

  /** Written out, so that the indexes of some states serve. */
  private static void states(Set<Instance.State> states, StringBuilder sql) {
    if (states.equals(Instance.State.OPEN)) {
      sql.append(" AND state IN ('ready', 'waiting', 'failed')");
    } else if (!states.isEmpty()) {
      sql.append(
          states.stream()
              .map(state -> "'" + state.id() + "'")
              .sorted()
              .collect(Collectors.joining(", ", " AND state IN (", ")")));
      if (Instance.State.OPEN.containsAll(states)) {
        sql.append(" AND state IN ('ready', 'waiting', 'failed')");
      }
    }
  }

  private static void filter(
      String condition, @Nullable Object value, StringBuilder sql, List<Object> parameters) {
    filter(condition, value, " AND ", sql, parameters);
  }

  private static void filter(
      String condition,
      @Nullable Object value,
      String joined,
      StringBuilder sql,
      List<Object> parameters) {
    if (value != null) {
      sql.append(joined).append(condition);
      parameters.add(value.toString());
    }
  }

  /** The workflows of which there are instances, found by leaps through the index. */
  Set<String> workflows(String app) {
    return new TreeSet<>(
        Rows.query(
            database,
            """
            WITH RECURSIVE leap AS (
              (SELECT workflow FROM nacre.workflow_instance
               WHERE app = ? AND state IN ('ready', 'waiting', 'failed')
               ORDER BY workflow LIMIT 1)
              UNION ALL
              SELECT (SELECT i.workflow FROM nacre.workflow_instance i
                      WHERE i.app = ? AND i.state IN ('ready', 'waiting', 'failed')
                        AND i.workflow > leap.workflow
                      ORDER BY i.workflow LIMIT 1)
              FROM leap WHERE leap.workflow IS NOT NULL)
            SELECT workflow FROM leap WHERE workflow IS NOT NULL\
            """,
            List.of(app, app),
            row -> row.getString(1)));
  }

  /** How many instances that have not finished stand where; of these workflows, or of all. */
  List<InstanceCount> counts(String app, @Nullable Set<String> workflows) {
    var parameters = new ArrayList<Object>(List.of(app));
    if (workflows != null) {
      parameters.add(Stored.arrayOfIds(workflows));
    }
    return Rows.query(
        database,
        "SELECT workflow, state, paused_at IS NOT NULL AS paused, step, count(*) AS number,"
            + " min(since) AS since FROM nacre.workflow_instance"
            + " WHERE app = ? AND state IN ('ready', 'waiting', 'failed')"
            + (workflows == null ? "" : " AND workflow = ANY(?::text[])")
            + " GROUP BY 1, 2, 3, 4 ORDER BY 1, 2, 3, 4",
        parameters,
        row ->
            new InstanceCount(
                row.getString("workflow"),
                Instance.State.of(row.getString("state")),
                row.getBoolean("paused"),
                row.getString("step"),
                row.getLong("number"),
                Stored.momentAlways(row, "since")));
  }
}
