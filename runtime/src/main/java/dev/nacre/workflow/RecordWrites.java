package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Forms;
import dev.nacre.record.FormsRegistry;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import dev.nacre.storage.Uuid7;
import jakarta.inject.Singleton;
import java.sql.Savepoint;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Writes what runs want written, together: many instances at the same step of the same workflow are
 * one batch of the record engine.
 */
@Singleton
final class RecordWrites {
  private final Database database;
  private final RecordEngine records;
  private final FormsRegistry forms;

  RecordWrites(Database database, RecordEngine records, FormsRegistry forms) {
    this.database = database;
    this.records = records;
    this.forms = forms;
  }

  /** What is written in one batch. */
  private record Group(String app, String workflow, int version, String step, String form) {}

  private record Wish(InstanceRun run, Move.Write write) {}

  /** Writes all of it, and lets the runs go on until none wants more. */
  void settle(Map<InstanceRun, Move.Write> wanted) {
    var started = new HashSet<Cause.Start>();
    Map<InstanceRun, Move.Write> left = new LinkedHashMap<>(wanted);
    while (!left.isEmpty()) {
      Map<Group, List<Wish>> groups = new LinkedHashMap<>();
      var again = new LinkedHashMap<InstanceRun, Move.Write>();
      left.forEach(
          (run, write) -> {
            List<Wish> group = groups.computeIfAbsent(group(run, write), g -> new ArrayList<>());
            // a record stands in a batch once, so that each sees what the one before it did
            if (group.stream().anyMatch(w -> sameRecord(w.write().change(), write.change()))) {
              again.put(run, write);
            } else {
              group.add(new Wish(run, identified(write)));
            }
          });
      groups.forEach((group, wishes) -> write(group, wishes, started, again));
      left = again;
    }
  }

  private static Group group(InstanceRun run, Move.Write write) {
    Instance instance = run.instance();
    return new Group(
        instance.app(), instance.workflow(), instance.version(), run.writer(), write.form());
  }

  private static boolean sameRecord(Change one, Change other) {
    return one.id() != null && one.id().equals(other.id());
  }

  /** A new record gets its id here, so that triggers know who made it. */
  private static Move.Write identified(Move.Write write) {
    Change c = write.change();
    if (c.op() != Change.Op.CREATE || c.id() != null) {
      return write;
    }
    UUID id = Uuid7.next();
    return new Move.Write(
        write.form(),
        new Change(c.op(), id, c.key(), c.version(), c.data(), c.text(), c.sourceTime(), c.note()),
        write.then());
  }

  private void write(
      Group group, List<Wish> wishes, Set<Cause.Start> started, Map<InstanceRun, Move.Write> next) {
    Set<Cause.Start> before = Set.copyOf(started);
    List<Outcome> outcomes;
    try {
      outcomes = undoable(() -> tryWrite(group, wishes, started));
    } catch (NacreException e) {
      started.retainAll(before);
      if (wishes.size() > 1) {
        // one of them breaks the batch: find it by trying each alone
        wishes.forEach(wish -> write(group, List.of(wish), started, next));
      } else if (e instanceof StorageException broken && broken.retryable()) {
        throw broken;
      } else {
        wishes.getFirst().run().refused(e.problems());
      }
      return;
    }
    for (int i = 0; i < wishes.size(); i++) {
      InstanceRun run = wishes.get(i).run();
      Move.Write more = run.written(outcomes.get(i));
      if (more != null) {
        next.put(run, more);
      }
    }
  }

  private List<Outcome> tryWrite(Group group, List<Wish> wishes, Set<Cause.Start> started) {
    var writers = new HashMap<UUID, Cause.Writer>();
    var changes = new ArrayList<Change>();
    for (Wish wish : wishes) {
      Instance instance = wish.run().instance();
      Change change = wish.write().change();
      if (change.id() != null) {
        writers.put(change.id(), new Cause.Writer(instance.id(), instance.depth()));
      }
      changes.add(change);
    }
    var batch =
        new Batch(
            group.form(),
            changes,
            Batch.Mode.PER_ROW,
            wishes.getFirst().run().context().identity(),
            new Origin(Origin.Kind.WORKFLOW, group.workflow() + "/" + group.step()));
    // what is released now, not what the instance started on: records have one set of rules
    Forms now = forms.current(group.app());
    return new Cause(writers, started)
        .during(
            () ->
                knows(now, batch)
                    ? records.write(now, batch)
                    : records.writeIn(forms.version(group.app(), group.version()), batch));
  }

  /** A version that was gone back from may have had fields of its own; its instances go on. */
  private static boolean knows(Forms forms, Batch batch) {
    Form form = forms.find(batch.form()).orElse(null);
    return form != null
        && batch.changes().stream()
            .map(Change::data)
            .filter(Objects::nonNull)
            .flatMap(data -> data.properties().stream())
            .allMatch(entry -> form.name(entry.getKey()).isPresent());
  }

  /** Undoes only this when it throws; the transaction around it goes on. */
  private <T> T undoable(Supplier<T> work) {
    return database.inTransaction(
        connection -> {
          Savepoint before = connection.setSavepoint();
          boolean done = false;
          try {
            T result = work.get();
            done = true;
            return result;
          } finally {
            if (done) {
              connection.releaseSavepoint(before);
            } else {
              connection.rollback(before);
            }
          }
        });
  }
}
