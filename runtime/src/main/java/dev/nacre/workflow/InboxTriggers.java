package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.connector.Payloads;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry.RecordLink;
import dev.nacre.event.InboxListener;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Identity;
import jakarta.inject.Provider;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Starts the workflows that are told what became of inbox entries. */
@Singleton
final class InboxTriggers implements InboxListener {
  private static final Set<String> WRITTEN = Set.of("created", "updated");

  private final Provider<WorkflowRegistry> workflows;
  private final Provider<RecordEngine> records;
  private final EntryStarts starts;

  InboxTriggers(
      Provider<WorkflowRegistry> workflows, Provider<RecordEngine> records, EntryStarts starts) {
    this.workflows = workflows;
    this.records = records;
    this.starts = starts;
  }

  private record Feed(String app, String connector) {}

  @Override
  public void settled(List<Settled> entries) {
    Map<Feed, List<Workflow>> fed = new HashMap<>();
    var started = new ArrayList<EntryStarts.Start>();
    for (Settled entry : entries) {
      List<Workflow> some =
          fed.computeIfAbsent(
              new Feed(entry.app(), entry.connector()),
              feed -> workflows.get().fedBy(feed.app(), feed.connector()));
      for (Workflow workflow : some) {
        if (workflow.trigger() instanceof Trigger.Settled trigger
            && trigger.on().contains(entry.state())) {
          start(workflow, trigger, entry, started);
        }
      }
    }
    starts.start(started);
  }

  private void start(
      Workflow workflow, Trigger.Settled trigger, Settled entry, List<EntryStarts.Start> started) {
    if (trigger.form() == null) {
      if (concerns(trigger, entry)) {
        start(workflow, trigger, entry, null, started);
      }
      return;
    }
    Set<UUID> written =
        entry.records().stream()
            .filter(link -> taken(trigger, link) && link.form().equals(trigger.form()))
            .filter(link -> WRITTEN.contains(link.outcome()))
            .map(RecordLink::id)
            .collect(Collectors.toSet());
    if (!written.isEmpty()) {
      Set<String> links = trigger.when() == null ? Set.of() : trigger.when().crosses();
      records
          .get()
          .load(workflow.forms(), trigger.form(), written, links)
          .values()
          .forEach(record -> start(workflow, trigger, entry, record, started));
    }
  }

  /** Whether it went through the mapping that is meant, as far as that can be told. */
  private static boolean concerns(Trigger.Settled trigger, Settled entry) {
    return trigger.ingest() == null
        || (entry.state() == EntryState.DONE
            ? entry.records().stream().anyMatch(link -> taken(trigger, link))
            : entry.findings().stream()
                .anyMatch(f -> f.ingest() == null || f.ingest().equals(trigger.ingest())));
  }

  private static boolean taken(Trigger.Settled trigger, RecordLink link) {
    return trigger.ingest() == null || trigger.ingest().equals(link.ingest());
  }

  private void start(
      Workflow workflow,
      Trigger.Settled trigger,
      Settled entry,
      @Nullable StoredRecord record,
      List<EntryStarts.Start> started) {
    ObjectNode input = input(entry);
    String who = "connector:" + entry.connector();
    Scope scope =
        records
            .get()
            .scope(workflow.forms(), Identity.engine(who))
            .with("input", input)
            .with(record, null);
    List<Problem> problems = List.of();
    try {
      if (trigger.when() != null && !trigger.when().test(scope)) {
        return;
      }
    } catch (FormulaException e) {
      // what became of the entry stands; that its workflow can't be decided is for people to see
      problems = e.problems().stream().map(p -> p.below("/trigger/when")).toList();
    }
    Instance instance =
        Instance.ready(
            workflow,
            record == null ? null : record.id(),
            Stored.keepable(input),
            0,
            null,
            who,
            scope.now());
    started.add(new EntryStarts.Start(entry.id(), entry.state().id(), instance.failed(problems)));
  }

  private static ObjectNode input(Settled entry) {
    ObjectNode input =
        JsonNodeFactory.instance
            .objectNode()
            .put("entry", entry.id())
            .put("connector", entry.connector())
            .put("state", entry.state().id())
            .put("key", entry.key());
    JsonNode payload =
        entry.body().length > WebhookTriggers.LARGEST
            ? null
            : Payloads.read(entry.body(), new ArrayList<>());
    input.set("payload", payload);
    List<Problem> problems = entry.findings().stream().map(Finding::problem).toList();
    ObjectNode why = input.putObject("why");
    why.put("en", words(problems, Locale.ENGLISH));
    why.put("zh", words(problems, Locale.CHINESE));
    ArrayNode all = input.putArray("records");
    for (RecordLink link : entry.records()) {
      all.addObject()
          .put("ingest", link.ingest())
          .put("form", link.form())
          .put("id", link.id().toString())
          .put("outcome", link.outcome());
    }
    return input;
  }

  private static String words(List<Problem> problems, Locale locale) {
    return problems.stream().map(p -> p.message(locale)).collect(Collectors.joining(" "));
  }
}
