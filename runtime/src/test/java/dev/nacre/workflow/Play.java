package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Change;
import dev.nacre.record.Outcome;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.Hold;
import dev.nacre.security.Absence;
import dev.nacre.security.Identity;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

/** Plays a case's script, and tells what came of it in the words of {@code expected.json}. */
final class Play {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private final TestFlow flow;
  private final Map<String, UUID> ids = new LinkedHashMap<>();
  private final Map<String, String> formOf = new LinkedHashMap<>();
  private final ArrayNode refused = NODES.arrayNode();
  private final List<Long> entries = new ArrayList<>();

  Play(TestFlow flow) {
    this.flow = flow;
  }

  /** Does one act; what is refused is remembered by its code. */
  void act(JsonNode act) {
    Identity who = flow.user(act.path("who").asText("admin"));
    try {
      switch (act.path("do").asText()) {
        case "create" -> {
          String form = act.path("form").asText();
          write(form, act.path("as").asText(form), Change.create(data(act)), who);
        }
        case "update" -> write(record(act), Change.update(id(act), null, data(act)), who);
        case "delete" -> write(record(act), Change.delete(id(act), null), who);
        case "restore" -> write(record(act), Change.restore(id(act), null), who);
        case "run" -> flow.worker.runReady();
        case "zone" -> {
          flow.moveTo(act.path("is").asText());
          flow.worker.runReady();
        }
        case "partner" -> flow.partner.mood = act.path("is").asText();
        case "send" -> {
          while (flow.sender.work() > 0) {
            // goes on
          }
          flow.worker.runReady();
        }
        case "come" -> {
          JsonNode payload = act.path("payload");
          entries.add(
              flow.arrive(
                  act.path("connector").asText(),
                  payload.isTextual() ? payload.asText() : named(payload).toString()));
          receive();
        }
        case "again" -> {
          long entry = entries.get(act.path("entry").asInt() - 1);
          if (act.has("payload")) {
            byte[] body = named(act.get("payload")).toString().getBytes(StandardCharsets.UTF_8);
            flow.incoming.correct(flow.forms().app(), entry, body, who);
          }
          flow.incoming.replay(flow.forms().app(), entry, who);
          receive();
        }
        case "replay" -> flow.resend();
        case "pass" -> {
          flow.pass(Duration.parse(act.path("time").asText()));
          flow.worker.runReady();
        }
        case "start" ->
            flow.instances.start(
                flow.forms(),
                act.path("workflow").asText(),
                act.has("record") ? id(act) : null,
                act.path("input") instanceof ObjectNode input
                    ? (ObjectNode) named(input)
                    : NODES.objectNode(),
                who);
        case "act" ->
            flow.tasks.act(
                flow.forms(),
                task(act.path("task").asText()).id(),
                TaskAction.of(act.path("action").asText()),
                act.path("comment").asText(null),
                data(act),
                who);
        case "withdraw" ->
            flow.acts.withdraw(flow.forms(), instance(act), act.path("comment").asText(null), who);
        case "away" ->
            flow.absences.set(
                new Absence(
                    who.id(),
                    LocalDate.parse(act.path("from").asText()),
                    LocalDate.parse(act.path("until").asText()),
                    act.path("deputy").asText()),
                deputy -> true);
        case "leave" -> flow.gone.add(who.id());
        case "retry" -> flow.acts.retry(flow.forms(), instance(act), who);
        case "cancel" ->
            flow.acts.cancel(flow.forms(), instance(act), act.path("reason").asText(null), who);
        case "pause", "resume", "skip" ->
            flow.acts.act(
                flow.forms(),
                instance(act),
                InstanceAction.of(act.path("do").asText()).orElseThrow(),
                act.path("reason").asText(null),
                who);
        case "pause_workflow" ->
            flow.acts.pause(
                flow.forms(), act.path("workflow").asText(), act.path("reason").asText(null), who);
        case "resume_workflow" ->
            flow.acts.resume(flow.forms(), act.path("workflow").asText(), null, who);
        default -> throw new IllegalArgumentException("no such act: " + act);
      }
    } catch (NacreException e) {
      refused.add(e.problems().getFirst().code());
    }
  }

  private void receive() {
    while (flow.ingest.work(100) > 0) {
      // goes on
    }
    flow.worker.runReady();
  }

  private void write(String form, String as, Change change, Identity who) {
    Outcome outcome = flow.change(form, change, who);
    if (outcome.failed()) {
      refused.add(outcome.problems().getFirst().code());
    } else {
      ids.put(as, Objects.requireNonNull(outcome.id()));
      formOf.put(as, form);
    }
  }

  private void write(String as, Change change, Identity who) {
    write(Objects.requireNonNull(formOf.get(as)), as, change, who);
  }

  private static String record(JsonNode act) {
    return act.path("record").asText();
  }

  private UUID id(JsonNode act) {
    return Objects.requireNonNull(ids.get(record(act)), act::toString);
  }

  /** Links may name a record of the script as {@code "@name"}, in lines too. */
  private ObjectNode data(JsonNode act) {
    return act.path("data") instanceof ObjectNode given
        ? (ObjectNode) named(given)
        : NODES.objectNode();
  }

  private JsonNode named(JsonNode given) {
    if (given instanceof ObjectNode object) {
      ObjectNode named = NODES.objectNode();
      object
          .properties()
          .forEach(
              entry ->
                  named.set(
                      named(NODES.textNode(entry.getKey())).asText(), named(entry.getValue())));
      return named;
    }
    if (given instanceof ArrayNode array) {
      ArrayNode named = NODES.arrayNode();
      array.forEach(one -> named.add(named(one)));
      return named;
    }
    return given.asText().startsWith("@") ? named(given.asText().substring(1).split("/")) : given;
  }

  /** {@code order}, or a line of it: {@code order/lines/0}. */
  private JsonNode named(String[] path) {
    UUID id = ids.get(path[0]);
    if (path.length == 1 || id == null) {
      return NODES.textNode(String.valueOf(id));
    }
    return flow.record(Objects.requireNonNull(formOf.get(path[0])), id)
        .toJson()
        .path(path[1])
        .path(Integer.parseInt(path[2]))
        .path("id");
  }

  /** The first open task of that step, or the last closed one. */
  private Task task(String step) {
    return flow.open().stream()
        .filter(t -> t.step().equals(step))
        .findFirst()
        .or(
            () ->
                closed.entrySet().stream()
                    .filter(e -> e.getKey().equals(step))
                    .map(Map.Entry::getValue)
                    .findFirst())
        .orElseThrow(() -> new AssertionError("no task of " + step));
  }

  private final Map<String, Task> closed = new LinkedHashMap<>();

  /** Remembers the tasks, so that a later act may come too late. */
  void look() {
    flow.open().forEach(task -> closed.put(task.step(), task));
  }

  private UUID instance(JsonNode act) {
    return flow.all().stream()
        .filter(i -> i.workflow().equals(act.path("workflow").asText()))
        .reduce((first, second) -> second)
        .orElseThrow()
        .id();
  }

  /** What came of it: instances with their timelines, records, open tasks, messages, refusals. */
  ObjectNode outcome() {
    ObjectNode outcome = NODES.objectNode();
    ArrayNode instances = outcome.putArray("instances");
    for (Instance instance : flow.all()) {
      ObjectNode node = instances.addObject();
      node.put("workflow", instance.workflow()).put("state", instance.state().id());
      if (instance.outcome() != null) {
        node.put("outcome", instance.outcome());
      }
      if (instance.depth() > 0) {
        node.put("depth", instance.depth());
      }
      if (instance.pause() != null) {
        node.put("paused", instance.pause().by());
      }
      if (instance.trouble().retryAt() != null) {
        node.put("retryAt", instance.trouble().retryAt().toString());
      }
      if (!instance.problems().isEmpty()) {
        node.put("problem", instance.problems().getFirst().code());
      }
      ArrayNode timeline = node.putArray("timeline");
      flow.instances
          .timeline(flow.forms(), instance.id(), TestFlow.ADMIN)
          .forEach(event -> timeline.add(line(event)));
    }
    ObjectNode records = outcome.putObject("records");
    formOf.forEach(
        (as, form) ->
            flow.records
                .find(
                    flow.forms(),
                    form,
                    Objects.requireNonNull(ids.get(as)),
                    java.util.Set.of(),
                    TestFlow.ADMIN)
                .ifPresent(record -> records.set(as, values(record))));
    ArrayNode tasks = outcome.putArray("tasks");
    for (Task task : flow.open()) {
      List<String> names = task.assignees().stream().map(Task.Assignee::name).toList();
      boolean turns = task.assignees().stream().anyMatch(a -> a.turn() != task.turn());
      String now =
          turns
              ? " now "
                  + String.join(",", task.awaited().stream().map(Task.Assignee::name).toList())
              : "";
      String due = task.dueAt() == null ? "" : " due " + task.dueAt();
      tasks.add(
          task.step()
              + " for "
              + String.join(",", names)
              + now
              + due
              + ": "
              + task.title().in(Locale.CHINESE));
    }
    ArrayNode sent = outcome.putArray("sent");
    flow.partner.got().forEach(sent::add);
    ArrayNode printed = outcome.putArray("printed");
    flow.printed.forEach(printed::add);
    outcome.put("keys", new java.util.HashSet<>(flow.partner.keys).size());
    ArrayNode outbox = outcome.putArray("outbox");
    flow.outgoing
        .list(dev.nacre.event.OutboxFilter.of(flow.forms().app()))
        .reversed()
        .forEach(entry -> outbox.add(entry.operation() + " " + entry.state().id()));
    ArrayNode inbox = outcome.putArray("inbox");
    entries.forEach(
        id ->
            flow.incoming
                .get(flow.forms().app(), id)
                .ifPresent(
                    entry ->
                        inbox.add(
                            entry.state().id()
                                + (entry.findings().isEmpty()
                                    ? ""
                                    : " " + entry.findings().getFirst().problem().code()))));
    ArrayNode messages = outcome.putArray("messages");
    flow.notifications
        .list(flow.forms(), 100, null, TestFlow.ADMIN)
        .notifications()
        .reversed()
        .forEach(
            n ->
                messages.add(
                    (n.role() == null ? n.user() : n.role()) + ": " + n.text().in(Locale.ENGLISH)));
    outcome.set("refused", refused);
    ObjectNode holds = outcome.putObject("holds");
    ids.forEach(
        (as, id) -> {
          ArrayNode held = holds.putArray(as);
          flow.holds.by(flow.forms().app(), id).reversed().forEach(hold -> held.add(line(hold)));
        });
    return outcome;
  }

  /** {@code 2 of cola (L1) held}. */
  private String line(Hold hold) {
    String of =
        ids.entrySet().stream()
            .filter(known -> known.getValue().equals(hold.record()))
            .map(Map.Entry::getKey)
            .findFirst()
            .orElse("?");
    String lot = "";
    if (hold.lot() != null) {
      StoredRecord record = flow.record(hold.pool().form(), hold.record());
      lot =
          record.form().tables().stream()
              .flatMap(table -> record.lines(table.index()).stream())
              .filter(line -> line.id().equals(hold.lot()))
              .map(line -> " (" + line.get("lot_no") + ")")
              .findFirst()
              .orElse(" (gone)");
    }
    return hold.quantity().toPlainString() + " of " + of + lot + " " + hold.state().id();
  }

  private static String line(InstanceEvent event) {
    String step = event.step() == null ? "" : " " + event.step();
    JsonNode detail = event.detail();
    String more =
        switch (event.kind()) {
          case STARTED, CANCELLED -> " by " + event.who();
          case WAITING -> " for " + detail.path("for").toString().replaceAll("[\\[\\]\"]", "");
          case ACTED ->
              " "
                  + detail.path("action").asText()
                  + " by "
                  + event.who()
                  + (detail.has("as") ? " as " + detail.path("as").asText() : "")
                  + (detail.path("back").booleanValue() ? " and back" : "");
          case DEADLINE -> " " + detail.path("does").asText();
          case FAILED -> " " + detail.path("problems").path(0).path("code").asText();
          case RETRIED, SKIPPED, PAUSED, RESUMED, MOVED -> " by " + event.who();
          case NOTIFIED ->
              detail.has("unreached")
                  ? " not " + detail.get("unreached").toString().replaceAll("[\\[\\]\"]", "")
                  : "";
          case STEP_DONE, DONE, ENDED, REJECTED, EXPIRED -> "";
        };
    return event.kind().id() + step + more;
  }

  private static ObjectNode values(StoredRecord record) {
    ObjectNode json = record.toJson();
    json.remove(List.of("id", "createdAt", "createdBy", "updatedAt", "updatedBy", "version"));
    return json;
  }
}
