package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Writes instances that were moved to another version, with what they wait for. */
@Singleton
final class MigrationStore {
  private record Renamed(UUID instance, String from, String to) {}

  private static final Columns<Renamed> RENAMED =
      new Columns<Renamed>()
          .add("uuid", Renamed::instance)
          .add("text", Renamed::from)
          .add("text", Renamed::to);

  private static final Columns<MigrationPlan> MOVED =
      new Columns<MigrationPlan>()
          .add("uuid", p -> p.after().id())
          .add("integer", p -> p.after().version())
          .add("jsonb", p -> Json.write(p.after().position().json()))
          .add("jsonb", p -> Json.write(p.after().steps()))
          .add("text", p -> p.after().trouble().step())
          .add("text", p -> parent(p) == null ? null : Objects.requireNonNull(parent(p)).step())
          .add(
              "jsonb",
              p -> parent(p) == null ? null : Json.write(Objects.requireNonNull(parent(p)).items()))
          .add("jsonb", p -> block(parent(p)))
          .add("integer", p -> p.stored().events());

  private final Database database;
  private final EventStore events;

  MigrationStore(Database database, EventStore events) {
    this.database = database;
    this.events = events;
  }

  private static Instance.@Nullable Parent parent(MigrationPlan plan) {
    return plan.after().parent();
  }

  private static @Nullable String block(Instance.@Nullable Parent parent) {
    Position block = parent == null ? null : parent.block();
    return block == null ? null : Json.write(block.json());
  }

  /** Stores them; their rows are locked. */
  void save(List<MigrationPlan> plans, MigrationEngine.Wish wish, String who, Instant now) {
    MOVED.run(
        database,
        """
        UPDATE nacre.workflow_instance i
        SET version = n.version, position = n.position, steps = n.steps,
          tried_step = n.tried_step, parent_step = n.parent_step, items = n.items,
          block = n.block, events = n.events + 1
        FROM %s AS n (id, version, position, steps, tried_step, parent_step, items, block, events)
        WHERE i.id = n.id\
        """,
        plans);
    var renamed = new ArrayList<Renamed>();
    for (MigrationPlan plan : plans) {
      wish.renamed().forEach((from, to) -> renamed.add(new Renamed(plan.after().id(), from, to)));
    }
    for (String waiting : List.of("task", "workflow_timer", "workflow_watch", "outbox")) {
      RENAMED.run(
          database,
          "UPDATE nacre.%s w SET step = n.renamed FROM %s AS n (instance, step, renamed) "
                  .formatted(waiting, "%s")
              + "WHERE w.instance = n.instance AND w.step = n.step",
          renamed);
    }
    for (MigrationPlan plan : plans) {
      ObjectNode detail =
          Json.MAPPER
              .createObjectNode()
              .put("from", plan.stored().instance().version())
              .put("to", wish.version())
              .put("reason", wish.reason());
      detail.set("steps", Json.MAPPER.valueToTree(wish.renamed()));
      events.add(
          plan.after().id(),
          new InstanceEvent(
              plan.stored().events() + 1, now, null, InstanceEvent.Kind.MOVED, who, detail));
    }
  }
}
