package dev.nacre.workflow;

import dev.nacre.metadata.Json;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.util.List;
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

  private final Database database;

  EventStore(Database database) {
    this.database = database;
  }

  /** Stores what happened in these runs. */
  void insert(List<InstanceRun> runs) {
    NEW.run(
        database,
        "INSERT INTO nacre.workflow_event (instance, seq, at, step, kind, who, detail) SELECT *"
            + " FROM "
            + NEW.unnest(),
        runs.stream()
            .flatMap(
                run -> run.effects().events().stream().map(e -> new Row(run.instance().id(), e)))
            .toList());
  }

  /** A timeline, oldest first. */
  List<InstanceEvent> of(UUID instance) {
    return Rows.query(
        database,
        "SELECT seq, at, step, kind, who, detail FROM nacre.workflow_event "
            + "WHERE instance = ?::uuid ORDER BY seq",
        List.of(instance.toString()),
        row ->
            new InstanceEvent(
                row.getInt("seq"),
                Stored.momentAlways(row, "at"),
                row.getString("step"),
                InstanceEvent.Kind.of(row.getString("kind")),
                row.getString("who"),
                Stored.object(row.getString("detail"))));
  }
}
