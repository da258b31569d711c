package dev.nacre.record.transfer;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.HistoryStore;
import dev.nacre.record.HistoryStore.Touched;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.SeenTitles;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.past.OldValues;
import dev.nacre.record.past.TodaysValues;
import dev.nacre.record.past.WrittenBy;
import dev.nacre.security.Identity;
import dev.nacre.storage.Database;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One import being taken back. */
final class UndoRun implements Runnable {
  private static final int BATCH = 500;

  private final Job job;
  private final Job undone;
  private final Forms forms;
  private final Form form;
  private final Identity who;
  private final Database database;
  private final RecordEngine records;
  private final HistoryStore history;
  private final WrittenBy versions;
  private final JobStore jobs;
  private final Progress progress = new Progress();
  private final List<Touched> waiting = new ArrayList<>();

  UndoRun(
      Job job,
      Job undone,
      Forms forms,
      Identity who,
      Database database,
      RecordEngine records,
      HistoryStore history,
      WrittenBy versions,
      JobStore jobs) {
    this.job = job;
    this.undone = undone;
    this.forms = forms;
    this.form = forms.get(undone.subject());
    this.who = who;
    this.database = database;
    this.records = records;
    this.history = history;
    this.versions = versions;
    this.jobs = jobs;
  }

  @Override
  public void run() {
    JobEnd.of(job, jobs, progress, this::all);
  }

  private boolean all() {
    boolean whole = false;
    try {
      progress.expect(undone.created() + undone.updated());
      var origin = new Origin(door(), undone.id().toString());
      whole = history.touched(forms, form.id(), origin, this::take) && flush();
      progress.expect(progress.settled());
      return whole;
    } finally {
      // before the job ends, so that nobody who sees its end is told it can't be tried again
      if (!whole || (progress.failed() > 0 && progress.failed() == progress.settled())) {
        jobs.notUndone(undone.id());
      }
    }
  }

  /** Takes one more; false when the job was cancelled. */
  private boolean take(Touched touched) {
    progress.read(1);
    waiting.add(touched);
    return waiting.size() < BATCH || flush();
  }

  private boolean flush() {
    if (!waiting.isEmpty()) {
      database.inNewTransaction(
          connection -> {
            undo(List.copyOf(waiting));
            return waiting.size();
          });
      waiting.clear();
    }
    return jobs.save(job.id(), progress);
  }

  private void undo(List<Touched> all) {
    Map<UUID, StoredRecord> now =
        records.load(forms, form.id(), all.stream().map(Touched::record).toList(), Set.of());
    var going = new ArrayList<Touched>();
    var changes = new ArrayList<Change>();
    for (Touched one : all) {
      StoredRecord record = now.get(one.record());
      // whoever wrote between two rows of the file would lose that
      if (record == null || record.version() != one.last() || !one.unbroken()) {
        refuse(one, record);
      } else {
        going.add(one);
        changes.add(back(one, record).noting(why()));
      }
    }
    var origin = new Origin(door(), job.id().toString());
    List<Outcome> outcomes =
        changes.isEmpty()
            ? List.of()
            : records.write(forms, new Batch(form.id(), changes, Batch.Mode.PER_ROW, who, origin));
    for (int i = 0; i < going.size(); i++) {
      settle(going.get(i), outcomes.get(i), now.get(going.get(i).record()));
    }
  }

  private Change back(Touched one, StoredRecord record) {
    if (one.deleted()) {
      return Change.restore(one.record(), one.last());
    }
    return one.created() || one.restored()
        ? Change.delete(one.record(), one.last())
        : Change.update(one.record(), one.last(), patch(one, record));
  }

  private Origin.Kind door() {
    return undone.kind().equals(Job.BULK) ? Origin.Kind.BULK : Origin.Kind.IMPORT;
  }

  /** What is taken back is reason enough. */
  private String why() {
    return "undo: " + (undone.file() == null ? undone.id() : undone.file());
  }

  private void settle(Touched one, Outcome outcome, @Nullable StoredRecord record) {
    if (outcome.status() == Outcome.Status.NOT_FOUND && one.created()) {
      progress.settle(0, 0, 1, 0);
    } else if (outcome.failed()) {
      progress.settle(0, 0, 0, 1);
      outcome.problems().forEach(p -> progress.found(p.below("/" + title(one, record))));
    } else {
      progress.settle(one.created() ? 1 : 0, one.created() ? 0 : 1, 0, 0);
    }
  }

  private void refuse(Touched one, @Nullable StoredRecord record) {
    progress.settle(0, 0, 0, 1);
    String at = "/" + title(one, record);
    progress.found(
        record == null
            ? Problem.at(at, "undo_gone")
            : Problem.at(at, "undo_changed", record.version()));
  }

  /** What people call it, unless they may not see that. */
  private String title(Touched one, @Nullable StoredRecord record) {
    String title = record == null ? null : SeenTitles.of(forms, record, who);
    return Json.escape(title == null ? one.record().toString() : title);
  }

  /** The old values of what was changed, without what this person may not give. */
  private ObjectNode patch(Touched one, StoredRecord record) {
    var before = new TodaysValues(versions, form.id());
    one.before().forEach(change -> before.add(change.appVersion(), change.values()));
    Set<String> changed = new HashSet<>();
    before.values().fieldNames().forEachRemaining(changed::add);
    var old = new OldValues(form, forms.permissions().on(form.id(), who));
    if (!changed.isEmpty()) { // an empty choice would mean every field
      old.take(before.values(), record.toJson(), before.lost(), changed);
    }
    String at = "/" + title(one, record);
    old.kept().forEach(kept -> progress.found(kept.why().below(at)));
    return old.patch();
  }
}
