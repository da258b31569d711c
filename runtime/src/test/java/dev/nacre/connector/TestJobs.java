package dev.nacre.connector;

import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import java.time.Duration;
import java.time.Instant;

/** Waits for jobs. */
public final class TestJobs {
  private TestJobs() {}

  /** The job, once it is over; it must be within a minute. */
  public static Job finished(JobStore jobs, Job job) {
    Instant until = Instant.now().plus(Duration.ofMinutes(1));
    Job now = job;
    while (now.state() == Job.State.RUNNING && Instant.now().isBefore(until)) {
      Thread.onSpinWait();
      now = jobs.find(job.app(), job.id()).orElseThrow();
    }
    return now;
  }
}
