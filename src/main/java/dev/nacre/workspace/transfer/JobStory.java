package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Paragraph;
import dev.nacre.designer.render.Wording;
import dev.nacre.record.transfer.Job;
import dev.nacre.workspace.OpenApp;

/** A job that can only be stopped: through a connector, or one of a form that is gone. */
final class JobStory extends Div {
  private static final int SHOWN = 50;

  private final Button cancel;

  JobStory(OpenApp app, Job job, JobScreens screens) {
    cancel =
        new Button(
            getTranslation("record.cancel"),
            click -> screens.jobs().cancel(app.address(), job.id()));
    cancel.getElement().setAttribute("data-action", "cancel-job");
    addClassName("nacre-panel");
    getElement().setAttribute("aria-live", "polite");
    screens.follow(this, app, job, this::show);
  }

  private void show(Job job) {
    removeAll();
    add(
        new H2(getTranslation("job.state." + job.state().id())),
        new JobFigures(job)
            .with(getTranslation("import.figure.created"), job.created())
            .with(getTranslation("import.figure.updated"), job.updated())
            .with(getTranslation("import.figure.unchanged"), job.unchanged())
            .with(getTranslation("import.figure.failed"), job.failed()));
    if (job.state() == Job.State.RUNNING) {
      add(cancel);
    }
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
