package dev.nacre.connector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry.RecordLink;
import dev.nacre.event.Settlement;
import dev.nacre.event.Turn;
import dev.nacre.expression.FormulaException;
import dev.nacre.expression.Scope;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.SourceMoment;
import dev.nacre.record.transfer.LinkIndex;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Entries of one connector on their way through its mappings, together. */
final class IngestBatch {
  private final Connector connector;
  private final Scope scope;
  private final List<Entry> entries = new ArrayList<>();

  private IngestBatch(Connector connector, Scope scope) {
    this.connector = connector;
    this.scope = scope;
  }

  /** Writes batches. */
  record Writer(Database database, RecordEngine records, PayloadTaker taker) {
    /**
     * Writes what the entries become, in the current transaction.
     *
     * @param decided what is known of some entries already
     * @return one settlement an entry
     * @throws HalfWrittenException when entries have to be left out and everything done again
     */
    List<Settlement> write(Connector connector, List<Turn> turns, Map<Long, Settlement> decided) {
      Identity who = Identity.engine("connector:" + connector.id());
      var batch = new IngestBatch(connector, records.scope(connector.forms(), who));
      batch.open(turns, decided);
      for (IngestPlan ingest : connector.ingests()) {
        List<Mapped> mapped = batch.map(ingest, database);
        if (!mapped.isEmpty()) {
          List<Change> changes = mapped.stream().map(Mapped::change).toList();
          var origin = new Origin(Origin.Kind.CONNECTOR, connector.id());
          var wish = new Batch(ingest.form().id(), changes, Batch.Mode.PER_ROW, who, origin);
          batch.take(ingest, mapped, records.write(connector.forms(), wish));
        }
      }
      batch.handTo(taker);
      return batch.settle();
    }
  }

  /** One entry: settled at once, repeating another of this batch, or carrying a payload. */
  private static final class Entry {
    final Turn turn;
    @Nullable Settlement settled;
    @Nullable Entry repeats;
    @Nullable JsonNode payload;
    boolean matched;
    final List<Finding> findings = new ArrayList<>();
    final List<RecordLink> records = new ArrayList<>();

    Entry(Turn turn) {
      this.turn = turn;
    }

    boolean open() {
      return payload != null && findings.isEmpty();
    }
  }

  private record Mapped(Entry entry, Change change) {}

  private void open(List<Turn> turns, Map<Long, Settlement> decided) {
    var before = new HashMap<String, Entry>();
    for (Turn turn : turns) {
      var entry = new Entry(turn);
      entries.add(entry);
      Entry previous = turn.key() == null ? null : before.put(turn.key(), entry);
      entry.settled = decided.get(turn.id());
      if (entry.settled != null) {
        continue;
      }
      Turn.Last last = turn.last();
      if (!turn.replayed()) {
        if (previous != null) {
          entry.repeats = previous.turn.digest().equals(turn.digest()) ? previous : null;
        } else if (last != null
            && last.digest().equals(turn.digest())
            && connector.digest().equals(last.plan())) {
          entry.settled = skipped(turn, Finding.of("entry_repeated", last.id()));
        }
      }
      if (entry.settled == null && entry.repeats == null) {
        entry.payload = Payloads.read(turn.body(), entry.findings);
      }
    }
  }

  private List<Mapped> map(IngestPlan ingest, Database database) {
    var index = new LinkIndex();
    var runs = new ArrayList<MappingRun>();
    var data = new ArrayList<ObjectNode>();
    var going = new ArrayList<Entry>();
    for (Entry entry : entries) {
      if (entry.open() && ingest.takes(entry.turn.operation()) && holds(ingest, entry)) {
        entry.matched = true;
        var run = new MappingRun(scope, connector.zone());
        data.add(ingest.map().map(Objects.requireNonNull(entry.payload), run, ""));
        run.want(index);
        runs.add(run);
        going.add(entry);
      }
    }
    index.fetch(database);
    var mapped = new ArrayList<Mapped>();
    for (int i = 0; i < going.size(); i++) {
      Entry entry = going.get(i);
      MappingRun run = runs.get(i);
      run.link(index);
      Instant time = sourceTime(ingest, entry, run);
      if (run.problems().isEmpty()) {
        mapped.add(new Mapped(entry, change(ingest, data.get(i), time, entry.turn)));
      } else {
        run.problems().list().forEach(problem -> entry.findings.add(finding(ingest, problem)));
      }
    }
    return mapped;
  }

  private boolean holds(IngestPlan ingest, Entry entry) {
    if (ingest.when() == null) {
      return true;
    }
    try {
      Scope seen = scope.with("source", Objects.requireNonNull(entry.payload));
      return Boolean.TRUE.equals(ingest.when().evaluate(seen));
    } catch (FormulaException e) {
      e.problems().forEach(p -> entry.findings.add(new Finding(ingest.id(), null, p)));
      return false;
    }
  }

  private @Nullable Instant sourceTime(IngestPlan ingest, Entry entry, MappingRun run) {
    if (ingest.sourceTime() == null) {
      return null;
    }
    JsonNode node = Objects.requireNonNull(entry.payload).at(ingest.sourceTime());
    String text = Scalars.text(node);
    if (text == null || SourceTime.none(text)) {
      return null;
    }
    Instant time = SourceTime.read(node, connector.zone());
    if (time == null) {
      run.found("", "source_time_unreadable", text);
    }
    return time;
  }

  private static Change change(
      IngestPlan ingest, ObjectNode data, @Nullable Instant time, Turn turn) {
    Change change =
        ingest.key().isEmpty() ? Change.create(data) : Change.upsert(ingest.key(), data);
    // a replay of what took effect is no older than itself: it wins, unless something newer came
    SourceMoment moment = time == null ? null : new SourceMoment(time, turn.id());
    return change.asText().at(moment).noting("inbox/" + turn.id());
  }

  private void take(IngestPlan ingest, List<Mapped> mapped, List<Outcome> outcomes) {
    for (int i = 0; i < mapped.size(); i++) {
      Entry entry = mapped.get(i).entry();
      Outcome outcome = outcomes.get(i);
      if (outcome.failed()) {
        outcome.problems().forEach(problem -> entry.findings.add(finding(ingest, problem)));
        if (outcome.problems().isEmpty()) {
          entry.findings.add(
              finding(ingest, Problem.at("", "record_refused", outcome.status().id())));
        }
      } else if (outcome.id() != null) {
        entry.records.add(
            new RecordLink(ingest.id(), ingest.form().id(), outcome.id(), outcome.status().id()));
      }
    }
  }

  /** Payloads that were pushed and that nothing is wrong with so far. */
  private void handTo(PayloadTaker taker) {
    List<Entry> pushed =
        entries.stream().filter(e -> e.open() && e.turn.operation() == null).toList();
    if (pushed.isEmpty()) {
      return;
    }
    List<PayloadTaker.Taken> taken =
        taker.take(
            connector,
            pushed.stream()
                .map(
                    e ->
                        new PayloadTaker.Came(
                            e.turn.id(), e.turn.app(), Objects.requireNonNull(e.payload)))
                .toList());
    for (int i = 0; i < pushed.size(); i++) {
      Entry entry = pushed.get(i);
      entry.matched |= taken.get(i).wanted();
      entry.findings.addAll(taken.get(i).findings());
    }
  }

  private static Finding finding(IngestPlan ingest, Problem problem) {
    return new Finding(ingest.id(), ingest.map().source(problem.pointer()), problem);
  }

  private List<Settlement> settle() {
    var halfWritten = new ArrayList<Settlement>();
    var settlements = new ArrayList<Settlement>();
    for (Entry entry : entries) {
      Settlement settlement = settlement(entry);
      entry.settled = settlement;
      settlements.add(settlement);
      if (!entry.findings.isEmpty() && entry.records.stream().anyMatch(IngestBatch::written)) {
        halfWritten.add(settlement);
      }
    }
    if (!halfWritten.isEmpty()) {
      throw new HalfWrittenException(halfWritten);
    }
    return settlements;
  }

  private static boolean written(RecordLink link) {
    return !link.outcome().equals(Outcome.Status.UNCHANGED.id())
        && !link.outcome().equals(Outcome.Status.STALE_SOURCE.id());
  }

  private Settlement settlement(Entry entry) {
    Turn turn = entry.turn;
    if (entry.settled != null) {
      return entry.settled;
    } else if (entry.repeats != null) {
      Settlement first = Objects.requireNonNull(entry.repeats.settled);
      return first.state() == EntryState.DEAD
          ? Settlement.dead(turn.id(), connector.digest(), first.findings())
          : skipped(turn, Finding.of("entry_repeated", first.id()));
    } else if (!entry.findings.isEmpty()) {
      return Settlement.dead(turn.id(), connector.digest(), entry.findings);
    } else if (!entry.matched) {
      return skipped(turn, Finding.of("entry_for_nothing", connector.id()));
    }
    return Settlement.done(turn.id(), connector.digest(), entry.records);
  }

  private Settlement skipped(Turn turn, Finding why) {
    return Settlement.skipped(turn.id(), connector.digest(), why);
  }
}
