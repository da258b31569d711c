package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.workflow.ClockStore.Clock;
import dev.nacre.workflow.ClockStore.Fired;
import dev.nacre.workflow.ClockStore.TimedKey;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/**
 * Starts the workflows that time starts. Each has a row, locked while it is looked at, so that of
 * several nodes one starts it. Moments of records are asked of the records themselves, never copied
 * beforehand: a moment that moves takes its workflow along.
 */
@Singleton
final class TimedTriggers {
  private static final System.Logger LOG = System.getLogger(TimedTriggers.class.getName());

  /** A clock that goes back by more was wrong before, and what it said then doesn't count. */
  private static final Duration WRONG = Duration.ofDays(1);

  /** The clock of a workflow that is gone is kept so long, as nodes may differ for a moment. */
  private static final Duration GONE = Duration.ofMinutes(1);

  private static final int PAGE = 500;

  /** Who starts what time starts. */
  static final String WHO = "schedule";

  private final Database database;
  private final WorkflowRegistry workflows;
  private final ClockStore clocks;
  private final InstanceStore instances;
  private final RecordEngine records;
  private final InstantSource clock;
  private final Duration moments;

  /**
   * Those of all apps.
   *
   * @param moments how often the moments of records are looked at
   */
  TimedTriggers(
      Database database,
      WorkflowRegistry workflows,
      ClockStore clocks,
      InstanceStore instances,
      RecordEngine records,
      InstantSource clock,
      @ConfigProperty(name = "nacre.moments.every", defaultValue = "PT30S") Duration moments) {
    this.database = database;
    this.workflows = workflows;
    this.clocks = clocks;
    this.instances = instances;
    this.records = records;
    this.clock = clock;
    this.moments = moments;
  }

  /** Starts what is due now; gives how many instances. */
  int run() {
    List<Workflow> timed = workflows.timed();
    Map<TimedKey, Clock> known = clocks.all();
    Instant now = now();
    int started = 0;
    for (Workflow workflow : timed) {
      if (workflow.trigger() instanceof Trigger.Timed trigger) {
        var key = new TimedKey(workflow.forms().address(), workflow.id());
        Clock last = known.remove(key);
        if (last == null || last.checkedAt().isAfter(now.plus(WRONG))) {
          clocks.set(key, begin(workflow, trigger, now));
        } else if (toLookAt(workflow, trigger, last, now)) {
          started += alone(workflow, trigger, key, now);
        }
      }
    }
    // one that comes back later begins anew, and doesn't make up for the time between
    known.forEach(
        (key, last) -> {
          if (last.checkedAt().plus(GONE).isBefore(now)) {
            clocks.forget(key);
          }
        });
    return started;
  }

  private static boolean toLookAt(
      Workflow workflow, Trigger.Timed trigger, Clock last, Instant now) {
    return !last.nextAt().isAfter(now)
        || !last.spec().equals(trigger.spec())
        || (last.zone() != null && !last.zone().equals(zone(workflow, trigger).getId()));
  }

  /** In which its days begin. */
  private static ZoneId zone(Workflow workflow, Trigger.Timed trigger) {
    return switch (trigger) {
      case Trigger.Scheduled s -> s.zone();
      case Trigger.Dated d -> workflow.forms().zone();
    };
  }

  /** To the microsecond, as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** What was due before it was published stays as it is. */
  private static Clock begin(Workflow workflow, Trigger.Timed trigger, Instant now) {
    return switch (trigger) {
      case Trigger.Scheduled s -> served(s, now);
      case Trigger.Dated d -> looked(workflow, d, now, Duration.ZERO);
    };
  }

  /** Everything up to now has been served. */
  private static Clock served(Trigger.Scheduled s, Instant now) {
    return new Clock(
        s.spec(),
        s.next().apply(now),
        now,
        s.zone().getId(),
        LocalDateTime.ofInstant(now, s.zone()));
  }

  private static Clock looked(Workflow workflow, Trigger.Dated d, Instant now, Duration untilNext) {
    String zone = workflow.forms().zone().getId();
    return new Clock(d.spec(), now.plus(untilNext), now, zone, null);
  }

  /** What one can't look at now keeps no other from its times. */
  private int alone(Workflow workflow, Trigger.Timed trigger, TimedKey key, Instant now) {
    try {
      return database.inNewTransaction(connection -> look(workflow, trigger, key, now));
    } catch (RuntimeException e) {
      LOG.log(System.Logger.Level.WARNING, "the times of " + key + " are looked at later", e);
      return 0;
    }
  }

  private int look(Workflow workflow, Trigger.Timed trigger, TimedKey key, Instant now) {
    Clock locked = clocks.lock(key).orElse(null);
    if (locked == null || !toLookAt(workflow, trigger, locked, now)) {
      return 0; // another node was faster
    }
    var due = new ArrayList<Instance>();
    Clock next =
        switch (trigger) {
          case Trigger.Scheduled s -> {
            Clock set = schedule(s, locked, now);
            // times that were missed while nothing ran count once
            if (set == null || !locked.nextAt().isAfter(now)) {
              due.add(instance(workflow, null, now));
            }
            yield set == null ? served(s, now) : set;
          }
          case Trigger.Dated d -> {
            // where other moments are meant now, those that are past stay as they are
            if (locked.spec().equals(d.spec())) {
              due.addAll(dated(workflow, d, key, locked, now));
            }
            yield looked(workflow, d, now, moments);
          }
        };
    instances.insert(due);
    clocks.set(key, next);
    return due.size();
  }

  /**
   * The clock of a schedule from now on; null when a time has come that was to come, and is past
   * since the zone is another one.
   */
  private static @Nullable Clock schedule(Trigger.Scheduled s, Clock last, Instant now) {
    boolean moved =
        last.spec().equals(s.spec())
            && last.zone() != null
            && !last.zone().equals(s.zone().getId());
    if (!moved || s.hourly() || last.wall() == null || !last.nextAt().isAfter(now)) {
      return served(s, now);
    }
    // a time on the wall that was served doesn't come again
    Instant next = s.next().apply(last.wall().atZone(s.zone()).toInstant());
    return next.isAfter(now) ? new Clock(s.spec(), next, now, s.zone().getId(), last.wall()) : null;
  }

  private List<Instance> dated(
      Workflow workflow, Trigger.Dated trigger, TimedKey key, Clock last, Instant now) {
    DatedLook look = DatedLook.of(workflow, trigger, last, now);
    var due = new ArrayList<Fired>();
    String cursor = null;
    do {
      Query query =
          new Query(
              trigger.form(),
              look.filter(),
              List.of(),
              PAGE,
              cursor,
              Query.Count.NONE,
              Set.of(),
              false);
      Page page =
          records.query(workflow.forms(), query, Identity.engine("workflow:" + key.workflow()));
      for (StoredRecord record : page.records()) {
        Fired fired = look.due(record);
        if (fired != null) {
          due.add(fired);
        }
      }
      cursor = page.next();
    } while (cursor != null);
    return due.isEmpty()
        ? List.of()
        : clocks.fire(key, due).stream()
            .map(fired -> instance(workflow, fired.record(), now))
            .toList();
  }

  private static Instance instance(Workflow workflow, @Nullable UUID record, Instant now) {
    return Instance.ready(
        workflow, record, JsonNodeFactory.instance.objectNode(), 0, null, WHO, now);
  }
}
