package dev.nacre.app;

import dev.nacre.metadata.Text;
import dev.nacre.workflow.Schedules;
import dev.nacre.workflow.Workflow;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.TreeSet;

/**
 * A time at which a schedule starts a workflow as it is served, under the draft, or both.
 *
 * @param next when either would start it again
 */
record TrialTimes(
    String workflow, Text label, Instant at, Instant next, boolean served, boolean draft) {
  /** So many of the newest of each workflow. */
  private static final int MOST = 100;

  /** Those within some time, by workflow and newest first. */
  static List<TrialTimes> of(CompiledApp served, CompiledApp draft, Duration back, Instant now) {
    var all = new ArrayList<TrialTimes>();
    var ids = new TreeSet<>(served.workflows().keySet());
    ids.addAll(draft.workflows().keySet());
    for (String id : ids) {
      NavigableSet<Instant> old = newest(served, id, now.minus(back), now);
      NavigableSet<Instant> young = newest(draft, id, now.minus(back), now);
      var either = new TreeSet<>(old);
      either.addAll(young);
      Text label = title(draft.workflows().containsKey(id) ? draft : served, id);
      Instant next = now;
      for (Instant at : either.descendingSet().stream().limit(MOST).toList()) {
        all.add(new TrialTimes(id, label, at, next, old.contains(at), young.contains(at)));
        next = at;
      }
    }
    return all;
  }

  private static NavigableSet<Instant> newest(
      CompiledApp app, String id, Instant from, Instant now) {
    Workflow workflow = app.workflows().get(id);
    return workflow == null ? new TreeSet<>() : Schedules.newest(workflow, from, now, MOST);
  }

  private static Text title(CompiledApp app, String id) {
    return Objects.requireNonNull(app.workflows().get(id)).definition().title();
  }
}
