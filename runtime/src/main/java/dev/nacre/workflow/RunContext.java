package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.Row;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.storage.StorageException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the steps of one run see: its record, outputs and input, people, and the time. */
final class RunContext {
  private final Workflow workflow;
  private final Instance instance;
  private final ObjectNode steps;
  private final RecordEngine records;
  private final InstanceStore instances;
  private final WorkflowRegistry workflows;
  private final Directory directory;
  private final RecordAddresses addresses;
  private final WatchStore watches;
  private final Instant now;
  private CalendarDays days;
  private @Nullable List<Step> repeating;
  private @Nullable StoredRecord record;
  private @Nullable Reread reread;
  private @Nullable StoredRecord input;
  private final Map<String, @Nullable StoredRecord> items = new HashMap<>();

  RunContext(
      Workflow workflow,
      Instance instance,
      RecordEngine records,
      InstanceStore instances,
      WorkflowRegistry workflows,
      Directory directory,
      RecordAddresses addresses,
      WatchStore watches,
      Instant now) {
    this.workflow = workflow;
    this.instance = instance;
    this.steps = instance.steps().deepCopy();
    this.records = records;
    this.instances = instances;
    this.workflows = workflows;
    this.directory = directory;
    this.addresses = addresses;
    this.watches = watches;
    this.now = now;
    this.days = new CalendarDays(records);
  }

  Workflow workflow() {
    return workflow;
  }

  /**
   * The steps around it that go over several items, outermost first.
   *
   * @throws StepFailedException when the workflow has no such block
   */
  List<Step> repeating() {
    List<Step> known = repeating;
    if (known == null) {
      known = Path.repeating(workflow, instance);
      repeating = known;
    }
    return known;
  }

  /** What people call its record; null when it has none, or it can't be read. */
  @Nullable String called() {
    try {
      StoredRecord about = record();
      return about == null ? null : about.title();
    } catch (StorageException e) {
      throw e;
    } catch (NacreException e) {
      return null;
    }
  }

  /** As it was stored when the run began. */
  Instance instance() {
    return instance;
  }

  /** What a step of this instance started. */
  List<Instance> children(String step) {
    return instances.children(instance.id(), step);
  }

  /**
   * Another workflow of the same version.
   *
   * @throws StepFailedException when there is none
   */
  Workflow other(String id) {
    return workflows
        .find(instance.app(), instance.version(), id)
        .orElseThrow(
            () -> StepFailedException.of("instance_workflow_gone", id, instance.version()));
  }

  /** A message that is kept for whoever waits for it. */
  Optional<Wake.Told> kept(String name, @Nullable String key) {
    return watches.kept(instance.app(), name, key, now);
  }

  /** Shares what is read of calendars with other runs. */
  void days(CalendarDays shared) {
    days = shared;
  }

  /** The hours of a calendar, as people have entered them by now. */
  WorkHours hours(WorkCalendar calendar) {
    return days.of(workflow.forms(), calendar, now);
  }

  Directory directory() {
    return directory;
  }

  RecordAddresses addresses() {
    return addresses;
  }

  Instant now() {
    return now;
  }

  /** Outputs by step id; grows during the run. */
  ObjectNode steps() {
    return steps;
  }

  /** On whose behalf records are read and written. */
  Identity identity() {
    return Identity.engine(instance.actor());
  }

  /** The records that a question finds, in the shape that the instance started with. */
  List<StoredRecord> find(Query query) {
    return records.query(workflow.forms(), query, identity()).records();
  }

  /** Lets it read its record with others, whenever it has changed. */
  void reread(Reread with) {
    reread = with;
  }

  /** Gives it the record, loaded with others'; null after it may have changed. */
  void record(@Nullable StoredRecord loaded) {
    record = loaded;
    items.clear();
  }

  /** The steps around this run that go over records, with the record that it is for. */
  Map<Step, UUID> itemRecords() {
    var wanted = new LinkedHashMap<Step, UUID>();
    for (Step step : repeating()) {
      UUID id = itemId(step);
      if (((Repeating) step.action()).items().ownRecords() && id != null) {
        wanted.put(step, id);
      }
    }
    return wanted;
  }

  /** Gives it the item of a step, loaded with others'; null when it is gone. */
  void item(Step step, @Nullable StoredRecord loaded) {
    items.put(step.id(), loaded);
  }

  private @Nullable UUID itemId(Step step) {
    Instance.Parent parent = instance.parent();
    String id = parent == null ? null : parent.items().path(step.id()).asText(null);
    return id == null ? null : UUID.fromString(id);
  }

  /** What a step around this run is at; null when that is gone. */
  private @Nullable StoredRecord item(Step step) {
    UUID id = itemId(step);
    Items of = ((Repeating) step.action()).items();
    if (id == null) {
      return null;
    }
    if (!of.ownRecords()) {
      return of.line(record(), id);
    }
    if (!items.containsKey(step.id())) {
      items.put(
          step.id(),
          records.load(workflow.forms(), of.form().id(), Set.of(id), of.crosses()).get(id));
    }
    return items.get(step.id());
  }

  /** The records that steps around this run go over, which it is for; as far as they are there. */
  List<StoredRecord> ownItems() {
    var items = new ArrayList<StoredRecord>();
    for (Step step : itemRecords().keySet()) {
      StoredRecord item = item(step);
      if (item != null) {
        items.add(item);
      }
    }
    return items;
  }

  private @Nullable Row row() {
    Row row = record();
    Asking asks = workflow.asks();
    if (asks != null) {
      if (input == null) {
        input = asks.read(records, instance.input());
      }
      row = asks.with(row, input);
    }
    for (Step step : repeating()) {
      row = ((Repeating) step.action()).items().with(row, item(step));
    }
    return row;
  }

  /**
   * The record as it is now, or as it was when it was deleted; null when the instance has none.
   *
   * @throws StepFailedException when there never was one
   */
  @Nullable StoredRecord record() {
    UUID id = instance.record();
    String form = workflow.form();
    if (record == null && id != null && form != null) {
      record =
          reread == null
              ? records.load(workflow.forms(), form, Set.of(id), workflow.expand()).get(id)
              : reread.record(id);
      if (record == null) {
        throw StepFailedException.of("step_record_gone", form, id);
      }
    }
    return record;
  }

  /** For expressions. */
  Scope scope() {
    Scope base = records.scope(workflow.forms(), identity());
    return new Scope(
        row(),
        null,
        null,
        new Scope.User(instance.startedBy(), instance.startedBy(), Set.of()),
        base.app(),
        now,
        base.zone(),
        Map.of("steps", steps, "input", instance.input()),
        base.lookups());
  }

  /** For scripts. */
  Map<String, JsonNode> globals() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    StoredRecord about = record();
    Map<String, JsonNode> all = new HashMap<>();
    for (Step step : repeating()) {
      StoredRecord item = item(step);
      all.put(
          ((Repeating) step.action()).items().name(),
          item == null ? nodes.nullNode() : item.toJson());
    }
    all.putAll(
        Map.of(
            "record", about == null ? nodes.nullNode() : about.toJson(),
            "steps", steps,
            "input", instance.input(),
            "user", nodes.objectNode().put("id", instance.startedBy()),
            "app", nodes.textNode(workflow.forms().app()),
            "now", nodes.textNode(now.toString())));
    return all;
  }
}
