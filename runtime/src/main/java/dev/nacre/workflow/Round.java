package dev.nacre.workflow;

import dev.nacre.metadata.NacreException;
import dev.nacre.record.RecordEngine;
import dev.nacre.storage.Database;
import dev.nacre.storage.StorageException;
import java.sql.Savepoint;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** One round of granting wishes: after it, some runs have another one. */
final class Round {
  private final Database database;
  private final RecordEngine records;
  private final Set<Cause.Start> started;
  private final Map<InstanceRun, Move.Wish> next = new LinkedHashMap<>();

  /**
   * A round.
   *
   * @param started what has been started in this transaction; grows
   */
  Round(Database database, RecordEngine records, Set<Cause.Start> started) {
    this.database = database;
    this.records = records;
    this.started = started;
  }

  /** What has been started in this transaction; grows. */
  Set<Cause.Start> started() {
    return started;
  }

  /** What is wished after it. */
  Map<InstanceRun, Move.Wish> next() {
    return next;
  }

  /** A run has a wish for the next round. */
  void wishes(InstanceRun run, Move.@Nullable Wish wish) {
    if (wish != null) {
      next.put(run, wish);
    }
  }

  /**
   * Does something for several runs together. When that is refused it is undone, and each is tried
   * alone, so that the one that breaks it fails by itself. What passes is nobody's fault: then the
   * whole transaction is to be done again, since as long as it keeps what it has locked, each alone
   * would meet the same.
   *
   * @param then lets the runs go on with what came of it
   */
  <M extends Move.Wish, R> void grant(
      List<Asked<M>> asked, Function<List<Asked<M>>, R> work, BiConsumer<List<Asked<M>>, R> then) {
    if (asked.isEmpty()) {
      return;
    }
    Set<Cause.Start> before = new HashSet<>(started);
    R result;
    try {
      result = undoable(() -> work.apply(asked));
    } catch (NacreException e) {
      if (e instanceof StorageException broken && broken.retryable()) {
        throw broken;
      }
      started.retainAll(before);
      if (asked.size() > 1) {
        asked.forEach(one -> grant(List.of(one), work, then));
      } else {
        asked.getFirst().run().refused(e.problems());
      }
      return;
    }
    Reread.together(asked.stream().map(Asked::run).toList(), records);
    then.accept(asked, result);
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
