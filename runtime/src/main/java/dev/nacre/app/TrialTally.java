package dev.nacre.app;

import dev.nacre.app.RuleTrial.Difference;
import dev.nacre.app.RuleTrial.What;
import dev.nacre.metadata.Text;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.Played;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Counts what a trial finds, and keeps as much of it as people can read. */
final class TrialTally {
  private static final int ROWS_MOST = 500;
  private static final int STUCK_MOST = 100;

  private final int of;
  private final int timesOf;
  private final List<RuleTrial.Row> rows = new ArrayList<>();
  private final List<RuleTrial.Time> times = new ArrayList<>();
  private final List<RuleTrial.Stuck> stuck = new ArrayList<>();
  private final Map<Thing, Long> sums = new LinkedHashMap<>();
  private int played;
  private int left;
  private int differing;
  private int refused;
  private int timesPlayed;
  private int timesDiffering;

  private record Thing(What what, String name, Text label) {}

  /** Of so many records and times. */
  TrialTally(int of, int timesOf) {
    this.of = of;
    this.timesOf = timesOf;
  }

  /** A record that belongs to another one's story. */
  void left() {
    left++;
  }

  void played(StoredRecord record, Played before, Played after, List<Difference> differences) {
    played++;
    if (before.record() == null && after.record() == null) {
      refused++;
      if (stuck.size() < STUCK_MOST) {
        stuck.add(new RuleTrial.Stuck(record.id(), record.title(), before.refused()));
      }
    } else if (!differences.isEmpty()) {
      differing++;
      add(differences);
      if (rows.size() < ROWS_MOST) {
        rows.add(new RuleTrial.Row(record.id(), record.title(), differences));
      }
    }
  }

  void played(RuleTrial.Time time) {
    timesPlayed++;
    if (!time.differences().isEmpty()) {
      timesDiffering++;
      add(time.differences());
      if (times.size() < ROWS_MOST) {
        times.add(time);
      }
    }
  }

  private void add(List<Difference> differences) {
    differences.forEach(d -> sums.merge(new Thing(d.what(), d.name(), d.label()), 1L, Long::sum));
  }

  RuleTrial.Reached reached() {
    return new RuleTrial.Reached(
        of,
        played,
        left,
        differing,
        refused,
        new RuleTrial.Reached.Times(timesOf, timesPlayed, timesDiffering));
  }

  RuleTrial trial() {
    List<RuleTrial.Sum> most =
        sums.entrySet().stream()
            .map(
                e ->
                    new RuleTrial.Sum(
                        e.getKey().what(), e.getKey().name(), e.getKey().label(), e.getValue()))
            .sorted(Comparator.comparingLong(RuleTrial.Sum::rows).reversed())
            .toList();
    return new RuleTrial(reached(), rows, times, most, stuck);
  }
}
