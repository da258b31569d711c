package dev.nacre.rest;

import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Finds the jobs that somebody may see. */
@Singleton
final class JobAccess {
  private final JobStore jobs;

  JobAccess(JobStore jobs) {
    this.jobs = jobs;
  }

  /** That job; one of somebody else isn't found. */
  Job find(String app, UUID id, Identity who) {
    return jobs.find(app, id)
        .filter(job -> job.seenBy(who))
        .orElseThrow(() -> RequestException.notFound("job_unknown", id.toString()));
  }
}
