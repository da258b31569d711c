package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Pipeline;
import dev.nacre.storage.Rows;
import dev.nacre.storage.StorageException;
import jakarta.inject.Singleton;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** The rows of timelines. */
@Singleton
final class EventStore {
  private record Row(UUID instance, InstanceEvent event) {}

  private static final Columns<Row> NEW =
      new Columns<Row>()
          .add("uuid", Row::instance)
          .add("integer", r -> r.event().seq())
          .add("timestamptz", r -> r.event().at())
          .add("text", r -> r.event().step())
          .add("text", r -> r.event().kind().id())
          .add("text", r -> r.event().who())
          .add("jsonb", r -> Json.write(r.event().detail()));

  private static final String INSERT =
      "INSERT INTO nacre.workflow_event (instance, seq, at, step, kind, who, detail)"
          + " SELECT * FROM %s AS n";

  private final Database database;

  EventStore(Database database) {
    this.database = database;
  }

  /**
   * Stores what happened in these runs; {@link #overtaken} tells of lines that are there already.
   */
  void insert(List<InstanceRun> runs, Pipeline sent) {
    sent.add(
        NEW,
        INSERT,
        runs.stream()
            .flatMap(
                run -> run.effects().events().stream().map(e -> new Row(run.instance().id(), e)))
            .toList());
  }

  /** Whether that says that a timeline has such a line already: somebody else has written it. */
  static boolean overtaken(StorageException e) {
    return "workflow_event_pkey".equals(e.constraint());
  }

  /** Stores one line of that instance's timeline. */
  void add(UUID instance, InstanceEvent event) {
    NEW.run(database, INSERT, List.of(new Row(instance, event)));
  }

  /** The timelines of several instances, oldest first. */
  Map<UUID, List<InstanceEvent>> of(Collection<UUID> instances) {
    var found = new HashMap<UUID, List<InstanceEvent>>();
    if (!instances.isEmpty()) {
      Rows.query(
          database,
          "SELECT instance, seq, at, step, kind, who, detail FROM nacre.workflow_event "
              + "WHERE instance = ANY(?::uuid[]) ORDER BY instance, seq",
          List.of(Stored.array(instances)),
          row ->
              found
                  .computeIfAbsent(row.getObject("instance", UUID.class), i -> new ArrayList<>())
                  .add(read(row)));
    }
    return found;
  }

  /**
   * Adds a line to the timeline of an instance whose row is locked, and that no run stores in this
   * transaction.
   */
  void append(
      UUID instance,
      String step,
      InstanceEvent.Kind kind,
      String who,
      ObjectNode detail,
      Instant now) {
    Rows.update(
        database,
        """
        WITH told AS (
          UPDATE nacre.workflow_instance SET events = events + 1 WHERE id = ?::uuid
          RETURNING id, events)
        INSERT INTO nacre.workflow_event (instance, seq, at, step, kind, who, detail)
        SELECT id, events, ?::timestamptz, ?, ?, ?, ?::jsonb FROM told\
        """,
        List.of(instance.toString(), now.toString(), step, kind.id(), who, Json.write(detail)));
  }

  private static InstanceEvent read(ResultSet row) throws SQLException {
    return new InstanceEvent(
        row.getInt("seq"),
        Stored.momentAlways(row, "at"),
        row.getString("step"),
        InstanceEvent.Kind.of(row.getString("kind")),
        row.getString("who"),
        Stored.object(row.getString("detail")));
  }

  /** A timeline, oldest first. */
  List<InstanceEvent> of(UUID instance) {
    return Rows.query(
        database,
        "SELECT seq, at, step, kind, who, detail FROM nacre.workflow_event "
            + "WHERE instance = ?::uuid ORDER BY seq",
        List.of(instance.toString()),
        EventStore::read);
  }
}
