package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/** When workflows that start by time are looked at next, and what they have started already. */
@Singleton
final class ClockStore {
  private final Database database;

  ClockStore(Database database) {
    this.database = database;
  }

  /** Names a workflow. */
  record TimedKey(String app, String workflow) {}

  /**
   * One row.
   *
   * @param spec of the trigger when it was written
   */
  record Clock(String spec, Instant nextAt, Instant checkedAt) {}

  /** What a record's moment has started. */
  record Fired(UUID record, Instant dueAt) {}

  /** Every clock, without locking. */
  Map<TimedKey, Clock> all() {
    var found = new HashMap<TimedKey, Clock>();
    Rows.query(
        database,
        "SELECT app, workflow, spec, next_at, checked_at FROM nacre.workflow_clock",
        List.of(),
        row -> {
          found.put(
              new TimedKey(row.getString("app"), row.getString("workflow")),
              new Clock(
                  row.getString("spec"),
                  Stored.momentAlways(row, "next_at"),
                  Stored.momentAlways(row, "checked_at")));
          return row;
        });
    return found;
  }

  /** The clock, locked; empty when there is none or another node holds it. */
  Optional<Clock> lock(TimedKey key) {
    return Rows.query(
            database,
            "SELECT spec, next_at, checked_at FROM nacre.workflow_clock"
                + " WHERE app = ? AND workflow = ? FOR UPDATE SKIP LOCKED",
            List.of(key.app(), key.workflow()),
            row ->
                new Clock(
                    row.getString("spec"),
                    Stored.momentAlways(row, "next_at"),
                    Stored.momentAlways(row, "checked_at")))
        .stream()
        .findFirst();
  }

  /** Sets a clock. */
  void set(TimedKey key, Clock clock) {
    Rows.update(
        database,
        "INSERT INTO nacre.workflow_clock (app, workflow, spec, next_at, checked_at)"
            + " VALUES (?, ?, ?, ?::timestamptz, ?::timestamptz)"
            + " ON CONFLICT (app, workflow) DO UPDATE SET spec = excluded.spec,"
            + " next_at = excluded.next_at, checked_at = excluded.checked_at",
        List.of(
            key.app(),
            key.workflow(),
            clock.spec(),
            clock.nextAt().toString(),
            clock.checkedAt().toString()));
  }

  /** Notes these, and gives those that weren't noted before. */
  Set<Fired> fire(TimedKey key, List<Fired> due) {
    var records = new ArrayList<UUID>();
    var moments = new ArrayList<String>();
    for (Fired one : due) {
      records.add(one.record());
      moments.add(one.dueAt().toString());
    }
    return new HashSet<>(
        Rows.query(
            database,
            "INSERT INTO nacre.workflow_fired (app, workflow, record, due_at)"
                + " SELECT ?, ?, r, d FROM unnest(?::uuid[], ?::timestamptz[]) AS t (r, d)"
                + " ON CONFLICT DO NOTHING RETURNING record, due_at",
            List.of(
                key.app(),
                key.workflow(),
                records.toArray(UUID[]::new),
                moments.toArray(String[]::new)),
            row ->
                new Fired(
                    row.getObject("record", UUID.class), Stored.momentAlways(row, "due_at"))));
  }
}
