package dev.nacre.connector;

import dev.nacre.event.LedgerPage;
import dev.nacre.event.OutboxEntry;
import dev.nacre.event.OutboxFilter;
import dev.nacre.event.OutboxSearch;
import dev.nacre.event.OutboxState;
import dev.nacre.event.OutboxStore;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.Progress;
import org.jboss.logging.Logger;

/** Sends entries of the outbox again that gave up, the oldest first. */
record ResendRun(
    OutboxSearch search, OutboxStore outbox, JobStore jobs, Job job, OutboxFilter wanted)
    implements Runnable {
  private static final Logger LOG = Logger.getLogger(ResendRun.class);
  private static final int BATCH = 500;

  @Override
  public void run() {
    var progress = new Progress();
    try {
      jobs.finish(job.id(), progress, all(progress) ? Job.State.DONE : Job.State.CANCELLED);
    } catch (RuntimeException e) {
      LOG.warnf(e, "sending again, %s, failed", job.id());
      progress.found(
          e instanceof NacreException known && !known.problems().isEmpty()
              ? known.problems().getFirst()
              : Problem.at("", "outbox_broke", e.toString()));
      jobs.finish(job.id(), progress, Job.State.FAILED);
    }
  }

  /** False when it was stopped. */
  private boolean all(Progress progress) {
    OutboxFilter filter = wanted.in(OutboxState.DEAD);
    if (filter.text() == null) {
      progress.expect(search.count(filter));
    }
    Long cursor = null;
    do {
      LedgerPage<OutboxEntry> found = search.oldest(filter.page(cursor, BATCH));
      int count = outbox.replay(job.app(), found.entries().stream().map(OutboxEntry::id).toList());
      progress.read(found.entries().size());
      progress.settle(0, count, found.entries().size() - count, 0);
      if (!jobs.save(job.id(), progress)) {
        return false;
      }
      cursor = found.next();
    } while (cursor != null);
    return true;
  }
}
