package dev.nacre.workflow;

import dev.nacre.record.RecordEngine;
import dev.nacre.storage.Database;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Grants what runs wish, together, until none has a wish any more. */
@Singleton
final class Wishes {
  private final Database database;
  private final RecordEngine records;
  private final RecordWrites writes;
  private final RecordFinds finds;
  private final Reservations reservations;

  Wishes(
      Database database,
      RecordEngine records,
      RecordWrites writes,
      RecordFinds finds,
      Reservations reservations) {
    this.database = database;
    this.records = records;
    this.finds = finds;
    this.writes = writes;
    this.reservations = reservations;
  }

  /** Grants all of them, and lets the runs go on. */
  void settle(Map<InstanceRun, Move.Wish> wanted) {
    var started = new HashSet<Cause.Start>();
    Map<InstanceRun, Move.Wish> left = new LinkedHashMap<>(wanted);
    while (!left.isEmpty()) {
      var round = new Round(database, records, started);
      writes.grant(of(left, Move.Write.class), round);
      finds.grant(of(left, Move.Find.class), round);
      reservations.reserve(of(left, Move.Reserve.class), round);
      reservations.release(of(left, Move.Release.class), round);
      left = round.next();
    }
  }

  private static <M extends Move.Wish> List<Asked<M>> of(
      Map<InstanceRun, Move.Wish> wanted, Class<M> kind) {
    var asked = new ArrayList<Asked<M>>();
    wanted.forEach(
        (run, wish) -> {
          if (kind.isInstance(wish)) {
            asked.add(new Asked<>(run, kind.cast(wish)));
          }
        });
    return asked;
  }
}
