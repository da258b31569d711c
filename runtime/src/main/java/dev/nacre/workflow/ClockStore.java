package dev.nacre.workflow;

import dev.nacre.storage.Database;
import dev.nacre.storage.Rows;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
   * @param zone of its days then; null when an earlier version wrote it
   * @param wall of a schedule, the time in its zone up to which it was served; null like the zone
   */
  record Clock(
      String spec,
      Instant nextAt,
      Instant checkedAt,
      @Nullable String zone,
      @Nullable LocalDateTime wall) {}

  /**
   * What a record's moment has started.
   *
   * @param dueAt a date's as if it were in UTC, so that it is the same in every zone
   * @param formerly how earlier versions noted the same
   */
  record Fired(UUID record, Instant dueAt, Instant formerly) {}

  /** Every clock, without locking. */
  Map<TimedKey, Clock> all() {
    var found = new HashMap<TimedKey, Clock>();
    Rows.query(
        database,
        "SELECT app, workflow, spec, next_at, checked_at, zone, wall FROM nacre.workflow_clock",
        List.of(),
        row -> {
          found.put(
              new TimedKey(row.getString("app"), row.getString("workflow")),
              new Clock(
                  row.getString("spec"),
                  Stored.momentAlways(row, "next_at"),
                  Stored.momentAlways(row, "checked_at"),
                  row.getString("zone"),
                  row.getObject("wall", LocalDateTime.class)));
          return row;
        });
    return found;
  }

  /** The clock, locked; empty when there is none or another node holds it. */
  Optional<Clock> lock(TimedKey key) {
    return Rows.query(
            database,
            "SELECT spec, next_at, checked_at, zone, wall FROM nacre.workflow_clock"
                + " WHERE app = ? AND workflow = ? FOR UPDATE SKIP LOCKED",
            List.of(key.app(), key.workflow()),
            row ->
                new Clock(
                    row.getString("spec"),
                    Stored.momentAlways(row, "next_at"),
                    Stored.momentAlways(row, "checked_at"),
                    row.getString("zone"),
                    row.getObject("wall", LocalDateTime.class)))
        .stream()
        .findFirst();
  }

  /** Sets a clock. */
  void set(TimedKey key, Clock clock) {
    Rows.update(
        database,
        "INSERT INTO nacre.workflow_clock (app, workflow, spec, next_at, checked_at, zone, wall)"
            + " VALUES (?, ?, ?, ?::timestamptz, ?::timestamptz, ?, ?::timestamp)"
            + " ON CONFLICT (app, workflow) DO UPDATE SET spec = excluded.spec,"
            + " next_at = excluded.next_at, checked_at = excluded.checked_at,"
            + " zone = excluded.zone, wall = excluded.wall",
        Arrays.asList(
            key.app(),
            key.workflow(),
            clock.spec(),
            clock.nextAt().toString(),
            clock.checkedAt().toString(),
            clock.zone(),
            clock.wall() == null ? null : clock.wall().toString()));
  }

  /** Forgets a clock. */
  void forget(TimedKey key) {
    Rows.update(
        database,
        "DELETE FROM nacre.workflow_clock WHERE app = ? AND workflow = ?",
        List.of(key.app(), key.workflow()));
  }

  /** Notes these, and gives those that weren't noted before, in their order. */
  List<Fired> fire(TimedKey key, List<Fired> due) {
    var records = new ArrayList<UUID>();
    var moments = new ArrayList<String>();
    var formerly = new ArrayList<String>();
    for (Fired one : due) {
      records.add(one.record());
      moments.add(one.dueAt().toString());
      formerly.add(one.formerly().toString());
    }
    record Noted(UUID record, Instant dueAt) {}
    Set<Noted> noted =
        new HashSet<>(
            Rows.query(
                database,
                "INSERT INTO nacre.workflow_fired (app, workflow, record, due_at)"
                    + " SELECT ?, ?, r, d"
                    + " FROM unnest(?::uuid[], ?::timestamptz[], ?::timestamptz[]) AS t (r, d, f)"
                    + " WHERE NOT EXISTS (SELECT FROM nacre.workflow_fired w WHERE w.app = ?"
                    + " AND w.workflow = ? AND w.record = r AND w.due_at = f)"
                    + " ON CONFLICT DO NOTHING RETURNING record, due_at",
                List.of(
                    key.app(),
                    key.workflow(),
                    records.toArray(UUID[]::new),
                    moments.toArray(String[]::new),
                    formerly.toArray(String[]::new),
                    key.app(),
                    key.workflow()),
                row ->
                    new Noted(
                        row.getObject("record", UUID.class), Stored.momentAlways(row, "due_at"))));
    return due.stream()
        .filter(one -> noted.contains(new Noted(one.record(), one.dueAt())))
        .toList();
  }
}
