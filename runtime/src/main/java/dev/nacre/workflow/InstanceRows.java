package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** How the row of an instance is read. */
final class InstanceRows {
  /** All of it; conditions follow. */
  static final String SELECT =
      "SELECT id, app, workflow, version, form, record, state, outcome, position, input, steps,"
          + " problems, attempts, depth, events, parent, parent_step, eager, items, block,"
          + " tried_step, tries, retry_at, incident_at, paused_at, paused_by, paused_whole,"
          + " started_by, started_at, updated_at, since, finished_at"
          + " FROM nacre.workflow_instance ";

  private InstanceRows() {}

  /** The instances that a statement finds which begins with {@link #SELECT}. */
  static List<StoredInstance> query(Database database, String sql, Object... parameters) {
    return Rows.query(database, sql, List.of(parameters), InstanceRows::read);
  }

  private static StoredInstance read(ResultSet row) throws SQLException {
    return new StoredInstance(
        new Instance(
            row.getObject("id", UUID.class),
            row.getString("app"),
            row.getString("workflow"),
            row.getInt("version"),
            row.getString("form"),
            row.getObject("record", UUID.class),
            Instance.State.of(row.getString("state")),
            row.getString("outcome"),
            Position.read(Stored.tree(row.getString("position"))),
            Stored.object(row.getString("input")),
            Stored.object(row.getString("steps")),
            ProblemJson.read(Stored.tree(row.getString("problems"))),
            row.getInt("attempts"),
            row.getInt("depth"),
            parent(row),
            new Instance.Trouble(
                row.getString("tried_step"),
                row.getInt("tries"),
                Rows.moment(row, "retry_at"),
                Rows.moment(row, "incident_at")),
            pause(row),
            row.getString("started_by"),
            Stored.momentAlways(row, "started_at"),
            Stored.momentAlways(row, "updated_at"),
            Stored.momentAlways(row, "since"),
            Rows.moment(row, "finished_at")),
        row.getInt("events"),
        true);
  }

  private static Instance.@Nullable Parent parent(ResultSet row) throws SQLException {
    UUID instance = row.getObject("parent", UUID.class);
    String block = row.getString("block");
    return instance == null
        ? null
        : new Instance.Parent(
            instance,
            row.getString("parent_step"),
            row.getBoolean("eager"),
            Stored.object(row.getString("items")),
            block == null ? null : Position.read(Stored.tree(block)));
  }

  private static Instance.@Nullable Pause pause(ResultSet row) throws SQLException {
    Instant at = Rows.moment(row, "paused_at");
    return at == null
        ? null
        : new Instance.Pause(at, row.getString("paused_by"), row.getBoolean("paused_whole"));
  }
}
