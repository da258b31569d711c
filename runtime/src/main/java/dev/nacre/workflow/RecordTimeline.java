package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.nacre.connector.ConnectorRegistry;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.Json;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldViews;
import dev.nacre.record.hold.SeenHold;
import dev.nacre.security.Identity;
import dev.nacre.security.UserNames;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Everything that happened to a record, in one list: its changes and what made them, the workflows
 * that it started and why, who decided what, what was called, told, held and given back.
 */
@Singleton
public final class RecordTimeline {
  /** The newest workflows of a record are told of. */
  private static final int INSTANCES = 500;

  private static final JsonNode NO_FILES = JsonNodeFactory.instance.arrayNode();

  /** A change and what it starts are of one transaction, and hardly of one moment. */
  private static final Duration TOGETHER = Duration.ofSeconds(1);

  private final HistoryStore history;
  private final InstanceEngine instances;
  private final EventStore events;
  private final WorkflowRegistry workflows;
  private final ConnectorRegistry connectors;
  private final OutboxStore outbox;
  private final HoldViews holds;
  private final UserNames people;

  RecordTimeline(
      HistoryStore history,
      InstanceEngine instances,
      EventStore events,
      WorkflowRegistry workflows,
      ConnectorRegistry connectors,
      OutboxStore outbox,
      HoldViews holds,
      UserNames people) {
    this.history = history;
    this.instances = instances;
    this.events = events;
    this.workflows = workflows;
    this.connectors = connectors;
    this.outbox = outbox;
    this.holds = holds;
    this.people = people;
  }

  /**
   * All of it, newest first. Values of changes are as stored: whoever shows them covers what the
   * identity may not see, and whether they may read the record at all.
   */
  public List<TimelineEntry> of(Forms forms, String form, UUID id, Identity who, Locale locale) {
    var words = new TimelineWords(workflows, connectors, forms, people, locale);
    List<Instance> about =
        instances.list(forms, InstanceQuery.about(form, id).page(INSTANCES, null), who).instances();
    Map<UUID, List<InstanceEvent>> told = events.of(about.stream().map(Instance::id).toList());
    List<HistoryStore.Entry> changes = history.of(forms, form, id);
    Map<Long, TimelineEntry.Source> writers = writers(about, told, id);

    var all = new ArrayList<TimelineEntry>();
    for (HistoryStore.Entry change : changes.reversed()) {
      all.add(change(change, writers.get(change.version()), words));
    }
    for (Instance instance : about) {
      Long cause = cause(instance, changes, words);
      for (InstanceEvent event : told.getOrDefault(instance.id(), List.of())) {
        String text = words.event(instance, event, cause);
        if (text != null) {
          all.add(event(instance, event, cause, text, trigger(instance, event, words)));
        }
      }
    }
    calls(about, words, all);
    held(forms, form, id, who, words, all);
    // of one moment: in the order in which they came
    all.sort(Comparator.comparing(TimelineEntry::at));
    return all.reversed();
  }

  /**
   * What happened in an instance and in what it started, newest first.
   *
   * @throws dev.nacre.record.NotFoundException when the identity may not see it
   */
  public List<TimelineEntry> of(Forms forms, UUID id, Identity who, Locale locale) {
    var words = new TimelineWords(workflows, connectors, forms, people, locale);
    var about = new ArrayList<Instance>();
    about.add(instances.get(forms, id, who));
    for (int i = 0; i < about.size() && about.size() < INSTANCES; i++) {
      about.addAll(instances.children(forms, about.get(i).id(), who));
    }
    Map<UUID, List<InstanceEvent>> told = events.of(about.stream().map(Instance::id).toList());
    var all = new ArrayList<TimelineEntry>();
    for (Instance instance : about) {
      for (InstanceEvent event : told.getOrDefault(instance.id(), List.of())) {
        String text = words.event(instance, event, null);
        all.add(
            event(instance, event, null, text == null ? words.more(instance, event) : text, null));
      }
    }
    calls(about, words, all);
    all.sort(Comparator.comparing(TimelineEntry::at));
    return all.reversed();
  }

  /** By the version that it made: the step that wrote it, as its output tells. */
  private static Map<Long, TimelineEntry.Source> writers(
      List<Instance> about, Map<UUID, List<InstanceEvent>> told, UUID id) {
    var found = new HashMap<Long, TimelineEntry.Source>();
    for (Instance instance : about) {
      for (InstanceEvent event : told.getOrDefault(instance.id(), List.of())) {
        JsonNode output = event.detail();
        if (event.kind() == InstanceEvent.Kind.STEP_DONE
            && output.path("version").isIntegralNumber()
            && output.path("id").asText().equals(id.toString())) {
          found.put(
              output.path("version").asLong(),
              new TimelineEntry.Source(
                  instance.id(), instance.workflow(), instance.version(), event.step()));
        }
      }
    }
    return found;
  }

  private static TimelineEntry change(
      HistoryStore.Entry change, TimelineEntry.@Nullable Source known, TimelineWords words) {
    TimelineEntry.Source source = known;
    String origin = change.origin();
    int slash = origin.indexOf('/');
    if (source == null && origin.startsWith("workflow:") && slash > 0) {
      source =
          new TimelineEntry.Source(
              null,
              origin.substring("workflow:".length(), slash),
              change.appVersion(),
              origin.substring(slash + 1));
    }
    String text = words.say("change." + change.op());
    if (source != null) {
      text =
          words.say(
              "by_step",
              text,
              words.title(source.workflow(), source.version()),
              words.step(source.workflow(), source.version(), source.step()));
    }
    return new TimelineEntry(
        "c" + change.version(),
        change.at(),
        "change",
        change.who(),
        text,
        change.note(),
        source,
        change,
        null,
        null,
        List.of(),
        NO_FILES,
        null);
  }

  /** The change that started it. */
  private static @Nullable Long cause(
      Instance instance, List<HistoryStore.Entry> changes, TimelineWords words) {
    boolean byChange =
        instance.parent() == null
            && words
                .workflow(instance.workflow(), instance.version())
                .filter(workflow -> workflow.trigger() instanceof Trigger.Changes)
                .isPresent();
    return !byChange
        ? null
        : changes.stream()
            .filter(
                change ->
                    Duration.between(change.at(), instance.startedAt()).abs().compareTo(TOGETHER)
                        <= 0)
            .min(
                Comparator.comparing(
                    change -> Duration.between(change.at(), instance.startedAt()).abs()))
            .map(HistoryStore.Entry::version)
            .orElse(null);
  }

  /** What started it, as its definition says. */
  private static @Nullable JsonNode trigger(
      Instance instance, InstanceEvent event, TimelineWords words) {
    return event.kind() != InstanceEvent.Kind.STARTED || instance.parent() != null
        ? null
        : words
            .workflow(instance.workflow(), instance.version())
            .map(workflow -> workflow.definition().trigger())
            .<JsonNode>map(Json.MAPPER::valueToTree)
            .orElse(null);
  }

  private static TimelineEntry event(
      Instance instance,
      InstanceEvent event,
      @Nullable Long cause,
      String text,
      @Nullable JsonNode trigger) {
    JsonNode detail = event.detail();
    // a reason that the engine gave stands in the words already
    String said =
        detail
            .path("comment")
            .asText(TimelineWords.own(event) ? "" : detail.path("reason").asText(""));
    return new TimelineEntry(
        "e" + instance.id() + "." + event.seq(),
        event.at(),
        event.kind().id(),
        event.who(),
        text,
        said.isBlank() ? null : said,
        new TimelineEntry.Source(
            instance.id(), instance.workflow(), instance.version(), event.step()),
        null,
        trigger,
        event.kind() == InstanceEvent.Kind.STARTED ? cause : null,
        ProblemJson.read(detail.path("problems")),
        detail.path("attachments").isArray() ? detail.path("attachments") : NO_FILES,
        null);
  }

  private void calls(List<Instance> about, TimelineWords words, List<TimelineEntry> all) {
    var byId = new HashMap<UUID, Instance>();
    about.forEach(instance -> byId.put(instance.id(), instance));
    for (OutboxEntry entry : outbox.of(byId.keySet())) {
      Instance instance = entry.cause() == null ? null : byId.get(entry.cause().instance());
      if (instance != null && entry.cause() != null) {
        String step = entry.cause().step();
        Instant settled = entry.settledAt();
        all.add(
            new TimelineEntry(
                "o" + entry.id(),
                settled == null ? entry.createdAt() : settled,
                "call",
                instance.actor(),
                words.say(
                    "call." + entry.state().id(),
                    words.title(instance.workflow(), instance.version()),
                    words.connector(entry.connector()) + " · " + entry.operation(),
                    entry.attempts()),
                null,
                new TimelineEntry.Source(
                    instance.id(), instance.workflow(), instance.version(), step),
                null,
                null,
                null,
                entry.problems(),
                NO_FILES,
                new TimelineEntry.Sent(entry.id(), entry.state().id())));
      }
    }
  }

  private void held(
      Forms forms,
      String form,
      UUID id,
      Identity who,
      TimelineWords words,
      List<TimelineEntry> all) {
    List<SeenHold> seen;
    try {
      seen = holds.by(forms, form, id, who, counted -> Set.of());
    } catch (NotFoundException e) {
      return; // the record is deleted; what it held has been given back
    }
    for (SeenHold one : seen) {
      Hold hold = one.hold();
      all.add(held(one, "held", hold.madeAt(), forms, who, words));
      if (hold.closedAt() != null) {
        all.add(held(one, hold.state().id(), hold.closedAt(), forms, who, words));
      }
    }
  }

  private static TimelineEntry held(
      SeenHold one, String what, Instant at, Forms forms, Identity who, TimelineWords words) {
    Hold hold = one.hold();
    String title = one.title(forms, who);
    return new TimelineEntry(
        "h" + hold.id() + what,
        at,
        what,
        "workflow:" + hold.holder().workflow(),
        words.say(
            "hold." + what,
            hold.quantity().stripTrailingZeros().toPlainString(),
            title == null ? words.say("hold.something") : title),
        null,
        new TimelineEntry.Source(
            hold.holder().instance(),
            hold.holder().workflow(),
            forms.version(),
            hold.holder().step()),
        null,
        null,
        null,
        List.of(),
        NO_FILES,
        null);
  }
}
