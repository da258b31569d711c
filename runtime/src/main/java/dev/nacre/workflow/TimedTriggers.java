package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
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
import java.time.LocalDate;
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
  /** Longer than any transaction that writes records should take. */
  private static final Duration OVERLAP = Duration.ofMinutes(2);

  private static final int PAGE = 500;

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
    if (timed.isEmpty()) {
      return 0;
    }
    Map<TimedKey, Clock> known = clocks.all();
    Instant now = now();
    int started = 0;
    for (Workflow workflow : timed) {
      if (workflow.trigger() instanceof Trigger.Timed trigger) {
        var key = new TimedKey(workflow.forms().address(), workflow.id());
        Clock last = known.get(key);
        if (last == null || !last.spec().equals(trigger.spec())) {
          clocks.set(key, begin(trigger, now));
        } else if (!last.nextAt().isAfter(now)) {
          started += database.inNewTransaction(connection -> look(workflow, trigger, key, now));
        }
      }
    }
    return started;
  }

  /** To the microsecond, as the database keeps it. */
  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MICROS);
  }

  /** What was due before it was published stays as it is. */
  private static Clock begin(Trigger.Timed trigger, Instant now) {
    return switch (trigger) {
      case Trigger.Scheduled s -> new Clock(s.spec(), s.next().apply(now), now);
      case Trigger.Dated d -> new Clock(d.spec(), now, now);
    };
  }

  private int look(Workflow workflow, Trigger.Timed trigger, TimedKey key, Instant now) {
    Clock locked = clocks.lock(key).orElse(null);
    if (locked == null || locked.nextAt().isAfter(now)) {
      return 0; // another node was faster
    }
    List<Instance> due =
        switch (trigger) {
          // times that were missed while nothing ran count once
          case Trigger.Scheduled s -> List.of(instance(workflow, null, now));
          case Trigger.Dated d -> dated(workflow, d, key, locked.checkedAt(), now);
        };
    instances.insert(due);
    clocks.set(
        key,
        switch (trigger) {
          case Trigger.Scheduled s -> new Clock(s.spec(), s.next().apply(now), now);
          case Trigger.Dated d -> new Clock(d.spec(), now.plus(moments), now);
        });
    return due.size();
  }

  private List<Instance> dated(
      Workflow workflow, Trigger.Dated trigger, TimedKey key, Instant since, Instant now) {
    var due = new ArrayList<Fired>();
    String cursor = null;
    do {
      Query query =
          new Query(
              trigger.form(),
              filter(workflow, trigger, since, now),
              List.of(),
              PAGE,
              cursor,
              Query.Count.NONE,
              Set.of(),
              false);
      Page page =
          records.query(workflow.forms(), query, Identity.engine("workflow:" + key.workflow()));
      for (StoredRecord record : page.records()) {
        Instant moment = moment(workflow, trigger, record);
        if (moment != null && !moment.isAfter(now)) {
          due.add(new Fired(record.id(), moment));
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

  private static @Nullable Instant moment(
      Workflow workflow, Trigger.Dated trigger, StoredRecord record) {
    Instant named =
        switch (record.get(trigger.field())) {
          case Instant moment -> moment;
          case LocalDate day ->
              day.atTime(trigger.at()).atZone(workflow.forms().zone()).toInstant();
          case null, default -> null;
        };
    return named == null ? null : named.plus(trigger.offset()).truncatedTo(ChronoUnit.MICROS);
  }

  /**
   * Whose moment has come since the last look, and whoever was changed since to one that is past.
   */
  private static Condition filter(
      Workflow workflow, Trigger.Dated trigger, Instant since, Instant now) {
    var parts = new ArrayList<Condition>();
    Instant latest = now.minus(trigger.offset());
    Instant earliest = since.minus(trigger.offset());
    parts.add(compare(workflow, trigger, Condition.Op.LTE, latest));
    parts.add(
        new Condition.Any(
            List.of(
                compare(workflow, trigger, Condition.Op.GTE, earliest),
                new Condition.Compare(
                    "updatedAt", Condition.Op.GTE, literal(since.minus(OVERLAP).toString())))));
    if (trigger.when() != null) {
      parts.add(trigger.when());
    }
    return new Condition.All(parts);
  }

  private static Condition compare(
      Workflow workflow, Trigger.Dated trigger, Condition.Op op, Instant moment) {
    boolean day =
        workflow
            .forms()
            .find(trigger.form())
            .flatMap(form -> form.field(trigger.field()))
            .filter(field -> field.type() == dev.nacre.expression.ValueType.DATE)
            .isPresent();
    return new Condition.Compare(
        trigger.field(),
        op,
        literal(
            day
                ? moment.atZone(workflow.forms().zone()).toLocalDate().toString()
                : moment.toString()));
  }

  private static Value literal(String text) {
    return new Value.Literal(JsonNodeFactory.instance.textNode(text));
  }

  private static Instance instance(Workflow workflow, @Nullable UUID record, Instant now) {
    return Instance.ready(
        workflow, record, JsonNodeFactory.instance.objectNode(), 0, null, "schedule", now);
  }
}
