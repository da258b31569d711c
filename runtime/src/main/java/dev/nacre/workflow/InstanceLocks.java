package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Who has instances in hand, until their transaction ends: what is claimed is left where somebody
 * else has it, what is locked is waited for. Several are locked in the order of their ids.
 */
@Singleton
final class InstanceLocks {
  private final Database database;

  InstanceLocks(Database database) {
    this.database = database;
  }

  /** Locks instances that are ready and that nobody else has locked. */
  List<StoredInstance> claim(Instant now, int limit) {
    return query(
        InstanceRows.SELECT
            + "WHERE state = 'ready' AND paused_at IS NULL AND ready_at <= ?::timestamptz "
            + "ORDER BY ready_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
        now.toString(),
        limit);
  }

  /**
   * Locks further instances that are ready, are about one of these records as a whole, and that
   * nobody else has locked.
   *
   * @param but those that the caller has already
   */
  List<StoredInstance> claimAbout(
      Collection<UUID> records, Collection<UUID> but, Instant now, int limit) {
    return query(
            // found by their records alone: the planner, which knows little of a queue, would
            // rather go
            // through all that are ready
            """
            WITH about AS MATERIALIZED (
              SELECT id, state, items, paused_at, ready_at FROM nacre.workflow_instance
              WHERE record = ANY(?::uuid[]))
            """
                + InstanceRows.SELECT
                + """
                WHERE id = ANY(ARRAY(
                  SELECT id FROM about
                  WHERE state = 'ready' AND paused_at IS NULL AND ready_at <= ?::timestamptz
                    AND coalesce(items, '{}') = '{}' AND NOT id = ANY(?::uuid[])
                  ORDER BY ready_at, id LIMIT ?))
                ORDER BY ready_at, id FOR UPDATE SKIP LOCKED\
                """,
            Stored.array(records),
            now.toString(),
            Stored.array(but),
            limit)
        .stream()
        // what somebody has just finished with is locked as it is now
        .filter(stored -> stored.instance().state() == Instance.State.READY)
        .filter(stored -> stored.instance().pause() == null)
        .toList();
  }

  /** Locks failed instances that are tried again now and that nobody else has locked. */
  List<StoredInstance> claimFailed(Instant now, int limit) {
    return query(
        InstanceRows.SELECT
            + "WHERE state = 'failed' AND paused_at IS NULL AND retry_at <= ?::timestamptz "
            + "ORDER BY retry_at, id LIMIT ? FOR UPDATE SKIP LOCKED",
        now.toString(),
        limit);
  }

  /** Locks those of these instances that nobody else has locked. */
  List<StoredInstance> claim(Collection<UUID> ids) {
    return query(
        InstanceRows.SELECT + "WHERE id " + Stored.AMONG + " ORDER BY id FOR UPDATE SKIP LOCKED",
        Stored.array(ids));
  }

  /**
   * Those that could advance now among an instance, those it is a part of, and what they started.
   */
  List<UUID> moving(UUID instance, Instant now, int limit) {
    return Rows.query(
        database,
        """
        WITH RECURSIVE up AS (
          SELECT id, parent FROM nacre.workflow_instance WHERE id = ?::uuid
          UNION ALL SELECT p.id, p.parent FROM up JOIN nacre.workflow_instance p ON p.id = up.parent
        ), family AS (
          SELECT id FROM up WHERE parent IS NULL
          UNION ALL SELECT c.id FROM family f JOIN nacre.workflow_instance c ON c.parent = f.id
            AND c.state IN ('ready', 'waiting')
        )
        SELECT i.id FROM family JOIN nacre.workflow_instance i USING (id)
        WHERE i.paused_at IS NULL AND (i.state = 'ready' AND i.ready_at <= ?::timestamptz
          OR i.state = 'waiting' AND EXISTS (SELECT 1 FROM nacre.workflow_timer t
            WHERE t.instance = i.id AND NOT t.asleep AND t.due_at <= ?::timestamptz))
        LIMIT ?\
        """,
        List.of(instance.toString(), now.toString(), now.toString(), limit),
        row -> row.getObject(1, UUID.class));
  }

  /** Locks an instance, waiting for whoever has it now. */
  Optional<StoredInstance> lock(UUID id) {
    return query(InstanceRows.SELECT + "WHERE id = ?::uuid FOR UPDATE", id.toString()).stream()
        .findFirst();
  }

  /** Locks the instance that a task belongs to, waiting for whoever has it now. */
  Optional<StoredInstance> lockOfTask(String app, UUID task) {
    return query(
            InstanceRows.SELECT
                + "WHERE id = (SELECT t.instance FROM nacre.task t WHERE t.id = ?::uuid "
                + "AND t.app = ?) FOR UPDATE",
            task.toString(),
            app)
        .stream()
        .findFirst();
  }

  /** Locks those instances that these tasks belong to and that nobody else has locked. */
  List<StoredInstance> claimOfTasks(Collection<UUID> tasks) {
    return query(
        InstanceRows.SELECT
            + "WHERE id IN (SELECT t.instance FROM nacre.task t "
            + "WHERE t.id "
            + Stored.AMONG
            + ") ORDER BY id FOR UPDATE SKIP LOCKED",
        Stored.array(tasks));
  }

  /** Locks every instance about these records that has not finished. */
  List<StoredInstance> lockAbout(String app, String form, Collection<UUID> records) {
    return query(
        InstanceRows.SELECT
            + "WHERE record "
            + Stored.AMONG
            + " AND app = ? AND form = ? "
            + "AND state IN ('ready', 'waiting', 'failed') ORDER BY id FOR UPDATE",
        Stored.array(records),
        app,
        form);
  }

  /**
   * Locks the instances whose steps hold something for these records that is over. Whoever locks
   * instances and counted records locks the instances first.
   */
  Set<UUID> lockHolding(String app, Collection<UUID> holders, Instant now) {
    return query(
            InstanceRows.SELECT
                + "WHERE id IN (SELECT h.instance FROM nacre.hold h WHERE h.app = ?"
                + " AND h.holder = ANY(?::uuid[]) AND h.state = 'held'"
                + " AND h.until <= ?::timestamptz) ORDER BY id FOR UPDATE",
            app,
            Stored.array(holders),
            now.toString())
        .stream()
        .map(stored -> stored.instance().id())
        .collect(Collectors.toSet());
  }

  /** Locks what these instances started and what has not finished. */
  List<StoredInstance> lockChildren(Collection<UUID> parents) {
    return query(
        InstanceRows.SELECT
            + "WHERE parent "
            + Stored.AMONG
            + " AND state IN ('ready', 'waiting', 'failed') "
            + "ORDER BY id FOR UPDATE",
        Stored.array(parents));
  }

  /** Locks what that step of an instance started and what has not finished. */
  List<StoredInstance> lockChildren(UUID parent, String step) {
    return query(
        InstanceRows.SELECT
            + "WHERE parent = ?::uuid AND parent_step = ? "
            + "AND state IN ('ready', 'waiting', 'failed') ORDER BY id FOR UPDATE",
        parent.toString(),
        step);
  }

  /** How often in a row the transaction of an instance was lost. */
  int delays(UUID id) {
    return Rows.query(
            database,
            "SELECT delays FROM nacre.workflow_instance WHERE id = ?::uuid",
            List.of(id.toString()),
            row -> row.getInt(1))
        .stream()
        .findFirst()
        .orElse(0);
  }

  /** Lets an instance that could not be tried rest. */
  void delay(UUID id, Instant until) {
    Rows.update(
        database,
        "UPDATE nacre.workflow_instance SET ready_at = ?::timestamptz, delays = delays + 1, "
            + "retry_at = CASE WHEN retry_at IS NULL THEN NULL ELSE ?::timestamptz END "
            + "WHERE id = ?::uuid AND state IN ('ready', 'waiting', 'failed')",
        List.of(until.toString(), until.toString(), id.toString()));
  }

  private List<StoredInstance> query(String sql, Object... parameters) {
    return InstanceRows.query(database, sql, parameters);
  }
}
