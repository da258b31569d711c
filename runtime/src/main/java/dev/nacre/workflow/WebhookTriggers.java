package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Connector;
import dev.nacre.connector.PayloadTaker;
import dev.nacre.event.Finding;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Forms;
import dev.nacre.record.RecordEngine;
import dev.nacre.security.Identity;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Starts the workflows that payloads start. A payload for which one of them can't be started starts
 * none: it is a dead letter, and starts all once it is sent through again.
 */
@Singleton
final class WebhookTriggers implements PayloadTaker {
  /** Larger ones are kept in the inbox only, in characters. */
  static final int LARGEST = 1 << 20;

  private final Provider<WorkflowRegistry> workflows;
  private final RecordEngine records;
  private final EntryStarts starts;

  WebhookTriggers(Provider<WorkflowRegistry> workflows, RecordEngine records, EntryStarts starts) {
    this.workflows = workflows;
    this.records = records;
    this.starts = starts;
  }

  @Override
  public List<Taken> take(Connector connector, List<Came> came) {
    Map<String, List<Workflow>> fed = new HashMap<>();
    var started = new ArrayList<EntryStarts.Start>();
    var taken = new ArrayList<Taken>();
    for (Came one : came) {
      List<Workflow> some =
          fed.computeIfAbsent(one.app(), app -> workflows.get().fedBy(app, connector.id()));
      var findings = new ArrayList<Finding>();
      var own = new ArrayList<EntryStarts.Start>();
      for (Workflow workflow : some) {
        if (workflow.trigger() instanceof Trigger.Received trigger) {
          Instance instance = instance(workflow, trigger, one, findings);
          if (instance != null) {
            own.add(new EntryStarts.Start(one.entry(), "received", instance));
          }
        }
      }
      taken.add(
          !findings.isEmpty() ? new Taken(true, findings) : own.isEmpty() ? Taken.NOT : Taken.DONE);
      if (findings.isEmpty()) {
        started.addAll(own);
      }
    }
    starts.start(started);
    return taken;
  }

  private @Nullable Instance instance(
      Workflow workflow, Trigger.Received trigger, Came came, List<Finding> findings) {
    String who = "connector:" + trigger.connector();
    ObjectNode input = input(came);
    Scope scope =
        records
            .scope(workflow.forms(), Identity.engine(who))
            .with("source", came.payload())
            .with("input", input);
    String part = "/when";
    try {
      if (trigger.when() != null && !trigger.when().test(scope)) {
        return null;
      }
      if (Json.write(input).length() > LARGEST) {
        findings.add(Finding.of("workflow_payload_large", workflow.id(), LARGEST));
        return null;
      }
      part = "/record";
      UUID record = record(workflow, trigger, scope, findings);
      return Instance.ready(workflow, record, Stored.keepable(input), 0, null, who, scope.now());
    } catch (FormulaException e) {
      String at = "/workflows/" + workflow.id() + part;
      e.problems().forEach(p -> findings.add(new Finding(null, null, p.below(at))));
      return null;
    }
  }

  private @Nullable UUID record(
      Workflow workflow, Trigger.Received trigger, Scope scope, List<Finding> findings) {
    if (trigger.record() == null) {
      return null;
    }
    Forms forms = workflow.forms();
    String form = Objects.requireNonNull(workflow.form());
    Object named = trigger.record().evaluate(scope);
    UUID id = NamedRecord.id(named);
    if (id == null
        || records
            .find(forms, form, id, Set.of(), Identity.engine("workflow:" + workflow.id()))
            .isEmpty()) {
      findings.add(
          new Finding(
              null,
              null,
              Problem.at(
                  "",
                  "workflow_payload_record",
                  workflow.id(),
                  form,
                  Objects.toString(named, "–"))));
    }
    return id;
  }

  /** The payload's own names, and the entry. */
  private static ObjectNode input(Came came) {
    ObjectNode input = JsonNodeFactory.instance.objectNode();
    JsonNode payload = came.payload();
    if (payload instanceof ObjectNode object) {
      input.setAll(object);
    } else {
      input.set("payload", payload);
    }
    if (!input.has("entry")) {
      input.put("entry", came.entry());
    }
    return input;
  }
}
