package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import dev.nacre.designer.render.Wording;
import dev.nacre.record.transfer.Job;
import dev.nacre.workspace.OpenApp;
import java.time.Duration;

/** A job of which there is nothing to do: a connector's file, or one of a form that is gone. */
final class JobStory extends Div {
  private static final Duration EVERY = Duration.ofSeconds(1);
  private static final int SHOWN = 50;

  private boolean finished;

  JobStory(OpenApp app, Job job, JobScreens screens) {
    addClassName("nacre-panel");
    getElement().setAttribute("aria-live", "polite");
    show(job);
    screens
        .pulse()
        .watch(
            this,
            EVERY,
            () -> finished ? job : screens.jobs().find(app.address(), job.id()).orElse(job),
            now -> {
              if (!finished) {
                show(now);
              }
            });
  }

  private void show(Job job) {
    finished = job.state() != Job.State.RUNNING;
    removeAll();
    add(
        new H2(getTranslation("job.state." + job.state().id())),
        new JobFigures(job)
            .with(getTranslation("import.figure.created"), job.created())
            .with(getTranslation("import.figure.updated"), job.updated())
            .with(getTranslation("import.figure.unchanged"), job.unchanged())
            .with(getTranslation("import.figure.failed"), job.failed()));
    job.problems().stream()
        .limit(SHOWN)
        .forEach(
            problem -> {
              var text = new Paragraph(problem.pointer() + " " + Wording.of(problem, getLocale()));
              text.addClassName("problem");
              add(text);
            });
  }
}
