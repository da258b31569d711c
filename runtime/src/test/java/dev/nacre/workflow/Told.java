package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.record.Query;
import dev.nacre.record.StoredRecord;
import dev.nacre.storage.Rows;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the database tells at the end: instances, timelines, jobs and shelves. */
final class Told {
  private final Map<String, JsonNode> definitions;
  private final Map<UUID, Instance> instances = new LinkedHashMap<>();
  private final Map<String, List<Instance>> children = new HashMap<>();
  private final Map<UUID, List<InstanceEvent>> events = new HashMap<>();
  private final Map<UUID, Job> jobs = new LinkedHashMap<>();
  private final Map<UUID, StoredRecord> shelves = new LinkedHashMap<>();

  /**
   * A job as it was made.
   *
   * @param fields what its steps have written so far; grows while a path is followed
   */
  record Job(
      UUID id,
      String no,
      String kind,
      int amount,
      Map<UUID, Line> lines,
      Map<String, Object> fields,
      StoredRecord now) {}

  /** Of a job. */
  record Line(String sku, int qty) {}

  Told(TestFlow flow, Map<String, JsonNode> definitions) {
    this.definitions = definitions;
    String cursor = null;
    do {
      List<Instance> page =
          flow.search.list(
              flow.forms().address(), InstanceQuery.all().page(500, cursor), null, flow.now());
      page.forEach(
          instance -> {
            instances.put(instance.id(), instance);
            Instance.Parent parent = instance.parent();
            if (parent != null) {
              // newest first
              children
                  .computeIfAbsent(
                      Traces.place(parent.instance(), parent.step()), p -> new ArrayList<>())
                  .addFirst(instance);
            }
          });
      cursor = page.isEmpty() ? null : page.getLast().id().toString();
    } while (cursor != null);
    Rows.query(
        flow.database,
        "SELECT instance, seq, at, step, kind, who, detail FROM nacre.workflow_event"
            + " ORDER BY instance, seq",
        List.of(),
        row ->
            events
                .computeIfAbsent(row.getObject("instance", UUID.class), id -> new ArrayList<>())
                .add(
                    new InstanceEvent(
                        row.getInt("seq"),
                        Stored.momentAlways(row, "at"),
                        row.getString("step"),
                        InstanceEvent.Kind.of(row.getString("kind")),
                        row.getString("who"),
                        Stored.object(row.getString("detail")))));
    all(flow, "job").forEach(record -> jobs.put(record.id(), job(record)));
    all(flow, "shelf").forEach(record -> shelves.put(record.id(), record));
  }

  private static List<StoredRecord> all(TestFlow flow, String form) {
    var all = new ArrayList<StoredRecord>();
    String next = null;
    do {
      var page =
          flow.records.query(flow.forms(), Query.of(form).limit(500).after(next), TestFlow.ADMIN);
      all.addAll(page.records());
      next = page.next();
    } while (next != null);
    return all;
  }

  private static Job job(StoredRecord record) {
    var lines = new LinkedHashMap<UUID, Line>();
    for (StoredRecord line : record.lines(record.form().field("lines").orElseThrow().index())) {
      lines.put(line.id(), new Line(String.valueOf(line.get("sku")), number(line, "qty")));
    }
    return new Job(
        record.id(),
        String.valueOf(record.get("no")),
        String.valueOf(record.get("kind")),
        number(record, "amount"),
        lines,
        new HashMap<>(),
        record);
  }

  /** A whole number of a record; 0 when it is empty. */
  static int number(StoredRecord record, String field) {
    return record.get(field) instanceof BigDecimal number ? number.intValueExact() : 0;
  }

  JsonNode definition(String workflow) {
    return Objects.requireNonNull(definitions.get(workflow), workflow);
  }

  /** Every instance. */
  List<Instance> instances() {
    return List.copyOf(instances.values());
  }

  List<InstanceEvent> events(UUID instance) {
    return events.getOrDefault(instance, List.of());
  }

  /** What that step started, in the order that it did. */
  List<Instance> children(UUID parent, String step) {
    return children.getOrDefault(Traces.place(parent, step), List.of());
  }

  Map<UUID, Job> jobs() {
    return jobs;
  }

  Map<UUID, StoredRecord> shelves() {
    return shelves;
  }

  Job job(Instance instance) {
    return Objects.requireNonNull(jobs.get(instance.record()));
  }

  /** The id of what an instance is for; empty when it is for nothing. */
  String item(Instance instance) {
    Instance.Parent parent = instance.parent();
    return parent == null || parent.items().isEmpty()
        ? ""
        : parent.items().elements().next().asText();
  }

  /** The line that an instance is for. */
  Line line(Instance instance) {
    return Objects.requireNonNull(job(instance).lines().get(UUID.fromString(item(instance))));
  }

  /** How people call what an instance is for; empty when it is for nothing. */
  String sku(Instance instance) {
    String id = item(instance);
    if (id.isEmpty()) {
      return "";
    }
    StoredRecord shelf = shelves.get(UUID.fromString(id));
    return shelf == null ? line(instance).sku() : String.valueOf(shelf.get("sku"));
  }

  /** An instance for a person who looks for what went wrong. */
  String show(Instance instance) {
    return instance
        + "\n"
        + events(instance.id()).stream()
            .map(InstanceEvent::toString)
            .collect(Collectors.joining("\n"))
        + "\n"
        + definition(instance.workflow()).toPrettyString();
  }
}
