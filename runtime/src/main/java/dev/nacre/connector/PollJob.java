package dev.nacre.connector;

import dev.nacre.event.EntryState;
import dev.nacre.event.InboxFilter;
import dev.nacre.event.InboxStore;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.Progress;
import java.time.Duration;
import java.util.List;

/** A run of polling that a person waits for. */
final class PollJob {
  private static final int BATCH = 500;
  private static final Duration PAUSE = Duration.ofMillis(100);

  private final Job job;
  private final JobStore jobs;
  private final InboxStore ledger;
  private final IngestEngine ingest;
  private final Progress progress = new Progress();
  private long fetched;

  PollJob(Job job, JobStore jobs, InboxStore ledger, IngestEngine ingest) {
    this.job = job;
    this.jobs = jobs;
    this.ledger = ledger;
    this.ingest = ingest;
  }

  /** So many payloads came until now; false when the job was cancelled. */
  boolean fetched(long all) {
    progress.read(all - fetched);
    fetched = all;
    return jobs.save(job.id(), progress);
  }

  /** Helps the ingest until every payload is settled. */
  void settle() {
    progress.expect(fetched);
    boolean going = true;
    while (going) {
      int worked = ingest.work(BATCH);
      InboxStore.Counts counts = ledger.counts(job.id());
      progress.settled(counts.created(), counts.updated(), counts.unchanged(), counts.dead());
      if (counts.settled() >= fetched) {
        tellDead();
        jobs.finish(job.id(), progress, Job.State.DONE);
        return;
      }
      going = jobs.save(job.id(), progress) && (worked > 0 || rest());
    }
  }

  private void tellDead() {
    InboxFilter dead = InboxFilter.of(job.app()).in(EntryState.DEAD).job(job.id()).page(null, 500);
    ledger.list(dead).forEach(entry -> entry.findings().forEach(f -> progress.found(f.problem())));
  }

  void fail(List<Problem> problems) {
    problems.forEach(progress::found);
    jobs.finish(job.id(), progress, Job.State.FAILED);
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
