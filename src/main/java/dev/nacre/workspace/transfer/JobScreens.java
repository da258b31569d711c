package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.Component;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.RefusalStore;
import dev.nacre.record.transfer.UndoEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import jakarta.inject.Singleton;
import java.util.function.Consumer;

/** What panels about jobs need. */
@Singleton
public final class JobScreens {
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
    return new JobPanel(chosen.app(), chosen.form(), job, this, next);
  }

  /**
   * An import, or what takes one back, whose file isn't at hand.
   *
   * @param other told of the job that takes it back
   */
  public Component panel(OpenApp app, Form form, Job job, Consumer<Job> other) {
    return new JobPanel(app, form, job, this, other::accept);
  }

  /** Any other job. */
  public Component story(OpenApp app, Job job) {
    return new JobStory(app, job, this);
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
