package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import dev.nacre.record.Change;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.Origin;
import dev.nacre.record.RecordEngine;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** Reads what happened to records from outside, from their history and their workflows'. */
@Singleton
public final class Stories {
  private static final String BY_WORKFLOW = Origin.Kind.WORKFLOW.id();

  private final HistoryStore history;
  private final RecordEngine records;
  private final PlayStore past;

  Stories(HistoryStore history, RecordEngine records, PlayStore past) {
    this.history = history;
    this.records = records;
    this.past = past;
  }

  /**
   * The story of a record.
   *
   * @param forms those that serve it
   * @return empty when a workflow made it: then it is part of another record's story
   */
  public Optional<Story> of(Forms forms, String form, UUID record) {
    var happenings = new ArrayList<Story.Happening>();
    List<HistoryStore.Entry> entries = history.of(forms, form, record).reversed();
    if (entries.isEmpty() || byWorkflow(entries.getFirst())) {
      return Optional.empty();
    }
    var given = new Given(records, forms, forms.get(form));
    for (HistoryStore.Entry entry : entries) {
      if (!byWorkflow(entry)) {
        happenings.add(
            new Story.Happening.Changed(
                entry.at(),
                entry.who(),
                Origin.read(entry.origin()),
                Change.Op.byId(entry.op()).orElse(Change.Op.UPDATE),
                given.of(entry)));
      }
    }
    Map<Story.Place, JsonNode> answers = new HashMap<>();
    for (PlayStore.Past instance : past.instances(forms.address(), form, record)) {
      instance
          .steps()
          .properties()
          .forEach(
              step ->
                  answers.put(
                      new Story.Place(instance.workflow(), step.getKey()), step.getValue()));
      if (byHand(instance)) {
        happenings.add(
            new Story.Happening.Started(
                instance.startedAt(),
                instance.startedBy(),
                instance.workflow(),
                instance.input().deepCopy()));
      }
    }
    happenings.sort(Comparator.comparing(Story.Happening::at));
    return Optional.of(
        new Story(
            forms.address(),
            form,
            record,
            happenings,
            past.decisions(forms.address(), form, record),
            answers));
  }

  /**
   * The story of a workflow that a schedule started, or would have started; what people decided and
   * partners answered then, if it was.
   *
   * @param next when it would have been started again
   */
  public Story scheduled(Forms forms, String workflow, Instant at, Instant next) {
    Map<Story.Place, JsonNode> answers = new HashMap<>();
    List<Story.Decision> decisions = new ArrayList<>();
    for (PlayStore.Family one : past.scheduled(forms.address(), workflow, at, next)) {
      one.steps()
          .properties()
          .forEach(
              step ->
                  answers.putIfAbsent(
                      new Story.Place(one.workflow(), step.getKey()), step.getValue()));
      decisions.addAll(past.decisions(one.instance()));
    }
    decisions.sort(Comparator.comparing(Story.Decision::at));
    return new Story(
        forms.address(),
        null,
        null,
        List.of(new Story.Happening.Scheduled(at, workflow)),
        decisions,
        answers);
  }

  private static boolean byWorkflow(HistoryStore.Entry entry) {
    return entry.origin().startsWith(BY_WORKFLOW);
  }

  /** What a trigger started starts by itself again; {@link StoryEngine} leaves it to that. */
  private static boolean byHand(PlayStore.Past instance) {
    return !instance.child() && instance.depth() == 0;
  }
}
