package dev.nacre.connector;

import dev.nacre.event.EntryState;
import dev.nacre.event.Finding;
import dev.nacre.event.InboxEntry;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.LedgerPage;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.Progress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Sends entries of the inbox through again, the oldest first: without a source time the one that is
 * worked last wins. The next few hundred go once these have had their turn.
 */
final class ReplayRun implements Runnable {
  private static final Logger LOG = Logger.getLogger(ReplayRun.class);
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(100);

  /** What doesn't get its turn for so long has to wait for something else; the others go on. */
  private static final Duration PATIENCE = Duration.ofSeconds(30);

  private final ReplayEngine.Parts parts;
  private final Job job;
  private final InboxFilter filter;
  private final EntryState state;
  private final long last;
  private final Progress progress = new Progress();

  /**
   * A run.
   *
   * @param last what came behind that entry is none of its business
   */
  ReplayRun(ReplayEngine.Parts parts, Job job, InboxFilter filter, long last) {
    this.parts = parts;
    this.job = job;
    this.filter = filter;
    this.state = Objects.requireNonNull(filter.state());
    this.last = last;
  }

  @Override
  public void run() {
    try {
      Job.State end = all() ? Job.State.DONE : Job.State.CANCELLED;
      parts.jobs().finish(job.id(), progress, end);
    } catch (RuntimeException e) {
      LOG.warnf(e, "replay %s failed", job.id());
      progress.found(
          e instanceof NacreException known && !known.problems().isEmpty()
              ? known.problems().getFirst()
              : Problem.at("", "ingest_failed", e.toString()));
      parts.jobs().finish(job.id(), progress, Job.State.FAILED);
    }
  }

  /** False when it was stopped. */
  private boolean all() {
    if (filter.text() == null) {
      progress.expect(parts.search().count(filter));
    }
    InboxFilter page = filter.page(null, BATCH);
    while (true) {
      LedgerPage<InboxEntry> found = parts.search().oldest(page);
      List<Long> ids =
          found.entries().stream().map(InboxEntry::id).filter(id -> id <= last).toList();
      progress.read(ids.size());
      if (!parts.jobs().save(job.id(), progress) || !again(ids)) {
        return false;
      }
      if (found.next() == null || found.next() >= last) {
        return true;
      }
      page = filter.page(found.next(), BATCH);
    }
  }

  /** Sends them through, and waits until each has had its turn. */
  private boolean again(List<Long> ids) {
    if (ids.isEmpty()) {
      return true;
    }
    parts.inbox().replay(job.app(), ids, state);
    var open = new HashSet<>(ids);
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (true) {
      int worked = parts.ingest().work(BATCH);
      if (settled(open)) {
        end = System.nanoTime() + PATIENCE.toNanos();
      }
      if (!parts.jobs().save(job.id(), progress)) {
        return false;
      }
      if (open.isEmpty()) {
        return true;
      }
      if (System.nanoTime() > end) {
        open.forEach(
            id -> progress.found(Problem.at("/" + id, "replay_waits", String.valueOf(id))));
        progress.settle(0, 0, 0, open.size());
        return true;
      }
      if (worked == 0 && !rest()) {
        return false;
      }
    }
  }

  /** Counts those that had their turn; whether any had. */
  private boolean settled(Set<Long> open) {
    boolean any = false;
    for (InboxEntry entry : parts.search().these(new ArrayList<>(open))) {
      if (entry.state() != EntryState.RECEIVED || entry.attempts() > 0) {
        open.remove(entry.id());
        any = true;
        count(entry);
      }
    }
    return any;
  }

  private void count(InboxEntry entry) {
    Set<String> outcomes = new HashSet<>();
    entry.records().forEach(link -> outcomes.add(link.outcome()));
    if (entry.state() == EntryState.DEAD || entry.state() == EntryState.RECEIVED) {
      progress.settle(0, 0, 0, 1);
      entry.findings().forEach(finding -> progress.found(told(entry, finding)));
    } else if (outcomes.contains("created")) {
      progress.settle(1, 0, 0, 0);
    } else if (outcomes.contains("updated")) {
      progress.settle(0, 1, 0, 0);
    } else {
      progress.settle(0, 0, 1, 0);
    }
  }

  private static Problem told(InboxEntry entry, Finding finding) {
    Problem problem = finding.problem();
    return new Problem(null, "/" + entry.id() + problem.pointer(), problem.code(), problem.args());
  }

  private static boolean rest() {
    try {
      Thread.sleep(PAUSE);
      return true;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }
}
