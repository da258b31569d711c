package dev.nacre.workflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.TurnedClock;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.PlayedRecords;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.hold.Hold;
import dev.nacre.record.hold.HoldEngine;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Plays the story of a record again, under other rules and workflows: in one transaction that is
 * undone, with the clock turned to when each thing happened, so that deadlines and waits pass as
 * they would have. Nothing leaves: what would be done outside is answered as it was then.
 */
@Singleton
public final class StoryEngine {
  /** Who goes on and on is stopped. */
  private static final int TURNS_MOST = 2_000;

  private final Database database;
  private final RecordEngine records;
  private final HoldEngine holds;
  private final PlayedRecords played;
  private final PlayStore rows;
  private final InstanceLocks locks;
  private final InstanceStore instances;
  private final TimerStore timers;
  private final TaskStore tasks;
  private final TaskEngine people;
  private final InstanceEngine starts;
  private final WorkflowRegistry workflows;
  private final Runs runs;

  StoryEngine(
      Database database,
      RecordEngine records,
      HoldEngine holds,
      PlayedRecords played,
      PlayStore rows,
      InstanceLocks locks,
      InstanceStore instances,
      TimerStore timers,
      TaskStore tasks,
      TaskEngine people,
      InstanceEngine starts,
      WorkflowRegistry workflows,
      Runs runs) {
    this.database = database;
    this.records = records;
    this.holds = holds;
    this.played = played;
    this.rows = rows;
    this.locks = locks;
    this.instances = instances;
    this.timers = timers;
    this.tasks = tasks;
    this.people = people;
    this.starts = starts;
    this.workflows = workflows;
    this.runs = runs;
  }

  /**
   * Plays a story until now.
   *
   * @param rules whose address nobody else works under
   * @param now when it ends
   */
  public Played play(Forms rules, Story story, Instant now) {
    return TurnedClock.at(
        story.happenings().getFirst().at(),
        hands -> database.trying(() -> new Play(rules, story, hands).until(now)));
  }

  /** One go. */
  private final class Play {
    private final Forms rules;
    private final String app;
    private final Story story;
    private final TurnedClock.Hands hands;
    private final UUID record = Uuid7.next();
    private final List<Problem> refused = new ArrayList<>();
    private final Set<Story.Decision> taken = new HashSet<>();
    private final PlayedDates dates;
    private int turns;

    Play(Forms rules, Story story, TurnedClock.Hands hands) {
      this.rules = rules;
      this.app = rules.address();
      this.story = story;
      this.hands = hands;
      this.dates = new PlayedDates(StoryEngine.this.records, rules, record, dated());
    }

    /** The workflows that a date of such a record starts. */
    private List<Workflow> dated() {
      return workflows.ids(rules).stream()
          .sorted()
          .flatMap(id -> workflows.find(app, rules.version(), id).stream())
          .filter(w -> w.trigger() instanceof Trigger.Dated d && d.form().equals(story.form()))
          .toList();
    }

    Played until(Instant now) {
      Form form = story.form() == null ? null : rules.get(story.form());
      if (form != null && story.record() != null) {
        giveBack(story.record());
        played.hide(form, story.record());
      }
      for (Story.Happening happening : story.happenings()) {
        pass(happening.at());
        hands.forward(happening.at());
        happen(form, happening);
        settle();
      }
      pass(now);
      hands.forward(now);
      StoredRecord end =
          form == null
              ? null
              : records.load(rules, form.id(), Set.of(record), Set.of()).get(record);
      return new Played(
          end,
          rows.tasks(app),
          rows.messages(app),
          rows.calls(app).stream().map(call -> of(call)).toList(),
          rows.runs(app),
          played.since(rules, record).entrySet().stream()
              .map(e -> new Played.Others(e.getKey().form(), e.getKey().op(), e.getValue()))
              .toList(),
          refused,
          turns >= TURNS_MOST);
    }

    private Played.CallSeen of(Played.CallSeen call) {
      return story.record() == null ? call : call.of(record, story.record());
    }

    /** What the record holds today it may want again. */
    private void giveBack(UUID real) {
      Identity who = Identity.engine("trial");
      var unused =
          holds.end(
              story.app(),
              rules,
              Set.of(real),
              hold -> hold.state() == Hold.State.HELD,
              Hold.State.FREED,
              records.scope(rules, who),
              (form, changes) ->
                  records.write(
                      rules,
                      new Batch(
                          form,
                          changes,
                          Batch.Mode.ALL_OR_NOTHING,
                          who,
                          Origin.of(Origin.Kind.API))));
      rows.forget(app);
    }

    private void happen(@Nullable Form form, Story.Happening happening) {
      try {
        switch (happening) {
          case Story.Happening.Changed changed -> change(Objects.requireNonNull(form), changed);
          case Story.Happening.Scheduled scheduled -> start(scheduled);
          case Story.Happening.Started started -> start(started);
        }
      } catch (StorageException e) {
        throw e;
      } catch (NacreException e) {
        refused.addAll(e.problems());
      }
    }

    private void change(Form form, Story.Happening.Changed changed) {
      ObjectNode values = known(form, changed.values());
      Change change =
          switch (changed.op()) {
            case CREATE -> Change.create(values).as(record);
            case DELETE -> Change.delete(record, null);
            case RESTORE -> Change.restore(record, null);
            case UPDATE, UPSERT -> Change.update(record, null, values);
          };
      Outcome outcome =
          records
              .write(
                  rules,
                  Batch.one(form.id(), change, Identity.engine(changed.who()), changed.origin()))
              .getFirst();
      if (outcome.failed()) {
        refused.addAll(outcome.problems());
      }
    }

    /** What the form still has. */
    private static ObjectNode known(Form form, ObjectNode values) {
      ObjectNode known = values.deepCopy();
      known.retain(form.fields().stream().map(Field::id).toList());
      return known;
    }

    /** What a trigger starts by itself is started by itself. */
    private void start(Story.Happening.Started started) {
      Workflow workflow = workflows.find(app, rules.version(), started.workflow()).orElse(null);
      boolean byHand =
          workflow != null
              && (workflow.trigger() == null || workflow.trigger() instanceof Trigger.Pressed);
      if (byHand) {
        var unused =
            starts.start(
                rules,
                started.workflow(),
                workflow.form() == null ? null : record,
                started.input(),
                as(started.who()));
      }
    }

    private void start(Story.Happening.Scheduled scheduled) {
      workflows
          .find(app, rules.version(), scheduled.workflow())
          .ifPresent(
              workflow ->
                  instances.insert(
                      List.of(
                          Instance.ready(
                              workflow,
                              null,
                              JsonNodeFactory.instance.objectNode(),
                              0,
                              null,
                              TimedTriggers.WHO,
                              hands.now()))));
    }

    private Identity as(String who) {
      return new Identity(who, who, true, Map.of(), false);
    }

    /** Everything that time brings until then. */
    private void pass(Instant then) {
      settle();
      while (turns++ < TURNS_MOST) {
        PlayStore.Due due = rows.next(app).orElse(null);
        Story.Decision decision = nextDecision();
        PlayedDates.Date date = dates.next();
        Instant at = earliest(decision, due, date);
        if (at == null || at.isAfter(then)) {
          return;
        }
        hands.forward(at);
        if (decision != null && decision.at().equals(at)) {
          decide(decision);
        } else if (due != null && due.at().equals(at)) {
          goOn(due);
        } else if (date != null) {
          Instance started = dates.start(date, hands.now());
          instances.insert(started == null ? List.of() : List.of(started));
        }
        settle();
      }
    }

    private static @Nullable Instant earliest(
        Story.@Nullable Decision decision,
        PlayStore.@Nullable Due due,
        PlayedDates.@Nullable Date date) {
      return Stream.of(
              decision == null ? null : decision.at(),
              due == null ? null : due.at(),
              date == null ? null : date.at())
          .filter(Objects::nonNull)
          .min(Comparator.naturalOrder())
          .orElse(null);
    }

    /** The first decision of the past of which the task is open now. */
    private Story.@Nullable Decision nextDecision() {
      List<PlayStore.Open> open = story.decisions().isEmpty() ? List.of() : rows.open(app);
      return story.decisions().stream()
          .filter(d -> !taken.contains(d))
          .filter(d -> open.stream().anyMatch(task -> task.place().equals(d.place())))
          .findFirst()
          .orElse(null);
    }

    private void decide(Story.Decision decision) {
      taken.add(decision);
      UUID task =
          rows.open(app).stream()
              .filter(open -> open.place().equals(decision.place()))
              .findFirst()
              .orElseThrow()
              .task();
      try {
        var unused =
            people.act(
                rules,
                task,
                decision.action(),
                decision.comment(),
                decision.data().deepCopy(),
                as(decision.who()));
      } catch (StorageException e) {
        throw e;
      } catch (NacreException e) {
        refused.addAll(e.problems());
      }
    }

    private void goOn(PlayStore.Due due) {
      StoredInstance stored = locks.lock(due.instance()).orElseThrow();
      if (due.retried()) {
        runs.advance(List.of(runs.of(stored)), InstanceRun::again);
      } else {
        tell(stored);
      }
    }

    private void tell(StoredInstance stored) {
      UUID instance = stored.instance().id();
      List<Timer> due = timers.take(List.of(instance), hands.now());
      String step = stored.instance().position().step().orElse("");
      runs.advance(
          List.of(runs.of(stored, tasks.open(List.of(instance)))),
          run ->
              due.stream()
                  .filter(timer -> timer.step().equals(step))
                  .findFirst()
                  .map(timer -> run.signal(new Signal.Due(timer.what())))
                  .orElse(null));
    }

    /** Lets everything go on that needs no time. */
    private void settle() {
      while (turns++ < TURNS_MOST) {
        List<UUID> ready = rows.ready(app);
        if (!ready.isEmpty()) {
          runs.advance(
              locks.claim(ready).stream().map(stored -> runs.of(stored)).toList(),
              InstanceRun::begin);
          continue;
        }
        List<PlayStore.Awaited> awaited = rows.awaited(app);
        if (awaited.isEmpty()) {
          return;
        }
        awaited.forEach(this::answer);
      }
    }

    private void answer(PlayStore.Awaited awaited) {
      rows.answered(awaited.entry());
      StoredInstance stored = locks.lock(awaited.instance()).orElseThrow();
      if (stored.instance().state() == Instance.State.WAITING
          && awaited.step().equals(stored.instance().position().step().orElse(""))) {
        JsonNode then =
            story
                .answers()
                .getOrDefault(
                    new Story.Place(awaited.workflow(), awaited.step()),
                    JsonNodeFactory.instance.objectNode());
        runs.advance(
            List.of(runs.of(stored)),
            run -> run.signal(new Signal.Due(new Reply.Done(then).note(awaited.entry()))));
      }
    }
  }
}
