package dev.nacre.workflow;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Hands on what workflows tell each other, in the transaction in which they say it. */
@Singleton
final class Messages {
  private final WatchStore watches;
  private final WorkflowRegistry workflows;
  private final InstanceStore instances;
  private final RecordEngine records;
  private final StartIncidents incidents;
  private final Database database;
  private final Doorbell doorbell;
  private final InstantSource clock;

  Messages(
      WatchStore watches,
      WorkflowRegistry workflows,
      InstanceStore instances,
      RecordEngine records,
      NotificationStore notifications,
      Database database,
      Doorbell doorbell,
      InstantSource clock) {
    this.watches = watches;
    this.workflows = workflows;
    this.instances = instances;
    this.records = records;
    this.incidents = new StartIncidents(notifications);
    this.database = database;
    this.doorbell = doorbell;
    this.clock = clock;
  }

  /** Wakes whoever waits for one of these, and starts what begins with one. */
  void send(List<Message> messages) {
    if (messages.isEmpty()) {
      return;
    }
    Instant now = clock.instant();
    var started = new ArrayList<Instance>();
    for (Message message : messages) {
      for (Workflow workflow : workflows.toldBy(message.app(), message.name())) {
        Instance instance = start(workflow, message, now);
        if (instance != null) {
          started.add(instance);
        }
      }
    }
    instances.insert(started);
    incidents.tell(workflows, started, now);
    if (watches.send(messages, now) || !started.isEmpty()) {
      database.afterCommit(doorbell::ring);
    }
  }

  private @Nullable Instance start(Workflow workflow, Message message, Instant now) {
    if (!(workflow.trigger() instanceof Trigger.Told told)
        || (told.form() != null
            && (message.record() == null || !Objects.equals(told.form(), message.form())))) {
      return null;
    }
    ObjectNode input = message.data().deepCopy();
    if (message.key() != null) {
      input.put("key", message.key());
    }
    UUID record = told.form() == null ? null : message.record();
    List<Problem> problems = List.of();
    try {
      if (told.when() != null && !told.when().test(scope(workflow, record, input))) {
        return null;
      }
    } catch (FormulaException e) {
      problems = e.problems().stream().map(p -> p.below("/trigger/when")).toList();
    }
    int depth = message.sender().depth() + 1;
    if (depth > Cause.DEEPEST) {
      problems = List.of(Problem.at("", "workflow_loop", workflow.id(), Cause.DEEPEST));
    }
    return Instance.ready(workflow, record, input, depth, null, message.sender().actor(), now)
        .failed(problems);
  }

  private Scope scope(Workflow workflow, @Nullable UUID id, ObjectNode input) {
    StoredRecord record =
        id == null || workflow.form() == null
            ? null
            : records
                .load(workflow.forms(), workflow.form(), Set.of(id), workflow.expand())
                .get(id);
    return records
        .scope(workflow.forms(), Identity.engine("workflow:" + workflow.id()))
        .with(record, null)
        .with("steps", JsonNodeFactory.instance.objectNode())
        .with("input", input);
  }
}
