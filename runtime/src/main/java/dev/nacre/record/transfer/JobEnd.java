package dev.nacre.record.transfer;

import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import java.util.function.BooleanSupplier;
import org.jboss.logging.Logger;

/** The end that every job comes to: done, failed with the reason, or cancelled. */
final class JobEnd {
  private static final Logger LOG = Logger.getLogger(JobEnd.class);

  private JobEnd() {}

  /**
   * Does the work of a job and ends it.
   *
   * @param work answers false when it noticed that the job was cancelled
   */
  static void of(Job job, JobStore jobs, Progress progress, BooleanSupplier work) {
    try {
      if (work.getAsBoolean()) {
        jobs.finish(job.id(), progress, Job.State.DONE);
      }
      return;
    } catch (NacreException e) {
      e.problems().forEach(progress::found);
    } catch (RuntimeException e) {
      LOG.errorf(e, "%s %s failed", job.kind(), job.id());
      progress.found(Problem.at("", "job_failed", e.toString()));
    }
    jobs.finish(job.id(), progress, Job.State.FAILED);
  }
}
