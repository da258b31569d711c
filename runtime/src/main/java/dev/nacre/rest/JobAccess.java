package dev.nacre.rest;

import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.security.Identity;
import jakarta.inject.Singleton;
import java.util.UUID;

/** Who may see which job: a person their own, an administrator all. */
@Singleton
final class JobAccess {
  private final JobStore jobs;

  JobAccess(JobStore jobs) {
    this.jobs = jobs;
  }

  /** That job; one of somebody else isn't found. */
  Job find(String app, UUID id, Identity who) {
    return jobs.find(app, id)
        .filter(job -> mine(job, who))
        .orElseThrow(() -> RequestException.notFound("job_unknown", id.toString()));
  }

  static boolean mine(Job job, Identity who) {
    return who.administrator() || job.who().equals(who.id());
  }
}
