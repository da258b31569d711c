package dev.nacre.workspace.transfer;

import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.RefusalStore;
import dev.nacre.record.transfer.UndoEngine;
import dev.nacre.workspace.Pulse;
import jakarta.inject.Singleton;

/** What panels about jobs need. */
@Singleton
final class JobScreens {
  private final JobStore jobs;
  private final RefusalStore refusals;
  private final UndoEngine undos;
  private final Pulse pulse;

  JobScreens(JobStore jobs, RefusalStore refusals, UndoEngine undos, Pulse pulse) {
    this.jobs = jobs;
    this.refusals = refusals;
    this.undos = undos;
    this.pulse = pulse;
  }

  JobPanel panel(Chosen chosen, Job job, JobPanel.Next next) {
    return new JobPanel(chosen, job, this, next);
  }

  JobStore jobs() {
    return jobs;
  }

  RefusalStore refusals() {
    return refusals;
  }

  UndoEngine undos() {
    return undos;
  }

  Pulse pulse() {
    return pulse;
  }
}
