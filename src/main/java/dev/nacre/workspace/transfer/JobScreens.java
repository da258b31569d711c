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
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** What panels about jobs need. */
@Singleton
public final class JobScreens {
  private static final Duration EVERY = Duration.ofMillis(700);

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

  /** Shows a job as it is, and again and again until it is over. */
  void follow(Component on, OpenApp app, Job job, Consumer<Job> show) {
    var shown = new AtomicReference<>(job);
    show.accept(job);
    pulse.watch(
        on,
        EVERY,
        () -> over(shown.get()) ? job : jobs.find(app.address(), job.id()).orElse(job),
        now -> {
          if (!over(shown.get())) {
            shown.set(now);
            show.accept(now);
          }
        });
  }

  private static boolean over(Job job) {
    return job.state() != Job.State.RUNNING;
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
