package dev.nacre.workflow;

import dev.nacre.storage.Columns;
import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * Starts the instances that inbox entries start, in the transaction that settles these. An entry
 * that is sent through again starts nothing a second time.
 */
@Singleton
final class EntryStarts {
  /** Stands for no record, since a key can't be empty. */
  private static final UUID NONE = new UUID(0, 0);

  private static final Columns<Start> NEW =
      new Columns<Start>()
          .add("bigint", Start::entry)
          .add("text", s -> s.instance().workflow())
          .add("text", Start::state)
          .add("uuid", s -> s.instance().record() == null ? NONE : s.instance().record())
          .add("uuid", s -> s.instance().id());

  private final Database database;
  private final InstanceStore instances;
  private final Doorbell doorbell;

  EntryStarts(Database database, InstanceStore instances, Doorbell doorbell) {
    this.database = database;
    this.instances = instances;
    this.doorbell = doorbell;
  }

  /**
   * An instance that an entry starts.
   *
   * @param state what became of the entry; {@code received} when it is on its way
   */
  record Start(long entry, String state, Instance instance) {}

  /** Starts those that the same entry in the same state hasn't started before. */
  void start(List<Start> starts) {
    if (starts.isEmpty()) {
      return;
    }
    NEW.run(
        database,
        "INSERT INTO nacre.workflow_entry (entry, workflow, state, record, instance)"
            + " SELECT * FROM %s AS n"
            + " ON CONFLICT DO NOTHING",
        starts);
    Set<UUID> noted =
        new HashSet<>(
            Rows.query(
                database,
                "SELECT instance FROM nacre.workflow_entry WHERE instance = ANY(?::uuid[])",
                List.of(Stored.array(starts.stream().map(s -> s.instance().id()).toList())),
                row -> row.getObject("instance", UUID.class)));
    List<Instance> fresh =
        starts.stream().map(Start::instance).filter(i -> noted.contains(i.id())).toList();
    if (!fresh.isEmpty()) {
      instances.insert(fresh);
      database.afterCommit(doorbell::ring);
    }
  }

  /** What an entry has started, oldest first. */
  List<UUID> of(long entry) {
    return Rows.query(
        database,
        "SELECT instance FROM nacre.workflow_entry WHERE entry = ? ORDER BY instance",
        List.of(entry),
        row -> row.getObject("instance", UUID.class));
  }

  /** The entry that started an instance; empty when none did. */
  Optional<Long> entry(UUID instance) {
    return Rows.query(
            database,
            "SELECT entry FROM nacre.workflow_entry WHERE instance = ?::uuid",
            List.of(instance.toString()),
            row -> row.getLong("entry"))
        .stream()
        .findFirst();
  }
}
