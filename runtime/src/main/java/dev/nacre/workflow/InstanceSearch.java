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
  /** The workflows of an app that there are instances of, found by leaps through an index. */
  private static final String LEAP =
      """
      steps AS (
        (SELECT workflow FROM nacre.workflow_instance WHERE app = ?%s ORDER BY workflow LIMIT 1)
        UNION ALL
        SELECT (SELECT i.workflow FROM nacre.workflow_instance i
                WHERE i.app = ? AND i.workflow > steps.workflow%s ORDER BY i.workflow LIMIT 1)
        FROM steps WHERE steps.workflow IS NOT NULL),
      leap AS (SELECT workflow FROM steps WHERE workflow IS NOT NULL)\
      """;

  private static final String WAITING = " AND state IN ('ready', 'waiting', 'failed')";

  /** No person has such a sign-in name; what connectors and the engine start has no index. */
  private static final String A_PERSON = " AND started_by NOT LIKE '%:%'";

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
    var such = new StringBuilder();
    var parameters = new ArrayList<Object>();
    such(query, now, such, parameters);
    such.append(" ORDER BY id DESC LIMIT ?");
    parameters.add(Cursor.limit(query.limit()));
    boolean chosen = query.record() != null || query.parent() != null;
    if (seen != null && !chosen) {
      return some(app, query, seen, such.toString(), parameters);
    }
    if (seen == null && !chosen && query.workflow() == null && walks(query)) {
      return newest(app, query, such.toString(), parameters);
    }
    String whose = seen == null ? "" : " AND (started_by = ? OR workflow = ANY(?::text[]))";
    var all = new ArrayList<Object>(List.of(app));
    if (seen != null) {
      all.add(seen.startedBy());
      all.add(Stored.arrayOfIds(seen.workflows()));
    }
    if (query.workflow() != null) {
      whose += " AND workflow = ?";
      all.add(query.workflow());
    }
    all.addAll(parameters);
    return read("WHERE app = ?" + whose + such, all);
  }

  /**
   * The newest of what somebody started, and the newest of each workflow, each by its own index;
   * then the newest of all these. {@code OFFSET 0} keeps the planner, who knows nothing of somebody
   * who has started little, from going through all that stands at a step instead.
   */
  private List<Instance> some(
      String app, InstanceQuery query, Seen seen, String such, List<Object> parameters) {
    String one = query.workflow();
    var workflows = new TreeSet<String>(seen.workflows());
    var all = new ArrayList<Object>(List.of(app, seen.startedBy()));
    if (one != null) {
      all.add(one);
      workflows.retainAll(Set.of(one));
    }
    all.addAll(parameters);
    all.add(Stored.arrayOfIds(workflows));
    all.add(app);
    all.addAll(parameters);
    all.add(Cursor.limit(query.limit()));
    return read(
        """
        WHERE id = ANY(ARRAY(
          (SELECT id FROM (SELECT * FROM nacre.workflow_instance
             WHERE app = ? AND started_by = ?%s ORDER BY id DESC OFFSET 0) o WHERE true%s%s)
          UNION SELECT o.id FROM unnest(?::text[]) AS w (workflow) CROSS JOIN LATERAL (
            SELECT id FROM nacre.workflow_instance i
            WHERE i.app = ? AND i.workflow = w.workflow%s) o
          ORDER BY id DESC LIMIT ?)) ORDER BY id DESC\
        """
            .formatted(
                seen.startedBy().contains(":") ? "" : A_PERSON,
                one == null ? "" : " AND workflow = ?",
                such,
                such),
        all);
  }

  /** Whether no index of some states narrows it. */
  private static boolean walks(InstanceQuery query) {
    Set<Instance.State> states = wanted(query);
    boolean finished = states.isEmpty() || !Instance.State.OPEN.containsAll(states);
    return finished && !Boolean.TRUE.equals(query.paused());
  }

  /**
   * The newest of each workflow that there are instances of, and the newest of these: an index over
   * all of an app would cost every start and every change of state.
   */
  private List<Instance> newest(
      String app, InstanceQuery query, String such, List<Object> parameters) {
    var all = new ArrayList<Object>(List.of(app, app, app));
    all.addAll(parameters);
    all.add(Cursor.limit(query.limit()));
    return read(
        """
        WHERE id = ANY(ARRAY(
          WITH RECURSIVE %s
          SELECT o.id FROM leap CROSS JOIN LATERAL (
            SELECT id FROM nacre.workflow_instance i
            WHERE i.app = ? AND i.workflow = leap.workflow%s) o
          ORDER BY o.id DESC LIMIT ?)) ORDER BY id DESC\
        """
            .formatted(LEAP.formatted("", ""), such),
        all);
  }

  private List<Instance> read(String where, List<Object> parameters) {
    return InstanceRows.query(database, InstanceRows.SELECT + where, parameters.toArray()).stream()
        .map(StoredInstance::instance)
        .toList();
  }

  /** What is asked of each, beside its workflow. */
  private static void such(
      InstanceQuery query, Instant now, StringBuilder sql, List<Object> parameters) {
    filter("form = ?", query.form(), sql, parameters);
    filter("record = ?::uuid", query.record(), sql, parameters);
    filter("version = ?::integer", query.version(), sql, parameters);
    states(query, sql);
    filter("parent = ?::uuid", query.parent(), sql, parameters);
    if (query.paused() != null) {
      sql.append(query.paused() ? " AND paused_at IS NOT NULL" : " AND paused_at IS NULL");
    }
    filter("step = ?", query.step(), sql, parameters);
    if (query.olderThan() != null) {
      filter("since <= ?::timestamptz", now.minus(query.olderThan()), sql, parameters);
    }
    if (query.error() != null) {
      filter(
          "(problems::text ILIKE ?",
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
    filter("id < ?::uuid", Cursor.read(query.cursor()), sql, parameters);
  }

  /** In which states they may be; none means any, or none when some were asked for. */
  private static Set<Instance.State> wanted(InstanceQuery query) {
    Set<Instance.State> states = query.states();
    if (query.step() != null || (query.olderThan() != null && states.isEmpty())) {
      states = among(states, Instance.State.OPEN);
    }
    if (query.error() != null) {
      states = among(states, Set.of(Instance.State.FAILED));
    }
    return states;
  }

  /**
   * In which states they may be, written out and said once, so that the indexes of some states
   * serve and are taken for as small as they are. A finished one stands nowhere, and since no time.
   */
  private static void states(InstanceQuery query, StringBuilder sql) {
    Set<Instance.State> states = wanted(query);
    if (!states.isEmpty()) {
      sql.append(
          states.stream()
              .map(state -> "'" + state.id() + "'")
              .sorted()
              .collect(Collectors.joining(", ", " AND state IN (", ")")));
    } else if (!query.states().isEmpty()) {
      sql.append(" AND false");
    }
  }

  /** Those of them, or all of these when any will do. */
  private static Set<Instance.State> among(Set<Instance.State> some, Set<Instance.State> these) {
    return some.isEmpty()
        ? these
        : some.stream().filter(these::contains).collect(Collectors.toSet());
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
            "WITH RECURSIVE " + LEAP.formatted(WAITING, WAITING) + " SELECT workflow FROM leap",
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
