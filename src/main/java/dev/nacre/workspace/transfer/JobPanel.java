package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Problem;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.Pulse;
import java.math.BigDecimal;
import java.time.Duration;

/** How far an import has come, and what became of it. */
final class JobPanel extends Div {
  private static final Duration EVERY = Duration.ofMillis(700);
  private static final int SHOWN = 100;

  private final Chosen chosen;
  private final JobStore jobs;
  private final Runnable another;
  private boolean finished;

  JobPanel(Chosen chosen, Job job, JobStore jobs, Pulse pulse, Runnable another) {
    this.chosen = chosen;
    this.jobs = jobs;
    this.another = another;
    addClassName("nacre-panel");
    getElement().setAttribute("aria-live", "polite");
    show(job);
    pulse.watch(
        this,
        EVERY,
        () -> finished ? job : jobs.find(chosen.app().address(), job.id()).orElse(job),
        this::refresh);
  }

  private void refresh(Job job) {
    if (!finished) {
      show(job);
    }
  }

  private void show(Job job) {
    finished = job.state() != Job.State.RUNNING;
    removeAll();
    add(new H2(getTranslation("import.state." + job.state().id(), chosen.fileName())));
    add(progress(job));
    var figures =
        new Div(
            figure("created", job.created()),
            figure("updated", job.updated()),
            figure("unchanged", job.unchanged()),
            figure("failed", job.failed()));
    figures.addClassName("nacre-figures");
    add(figures);
    if (!job.problems().isEmpty()) {
      add(problems(job));
    }
    add(buttons(job));
  }

  private ProgressBar progress(Job job) {
    var bar = new ProgressBar();
    if (job.total() != null && job.total() > 0) {
      bar.setValue(Math.min(1, (double) job.done() / job.total()));
    } else if (finished) {
      bar.setValue(1);
    } else {
      bar.setIndeterminate(true);
    }
    return bar;
  }

  private Div figure(String what, long count) {
    var number = new Span(Formats.number(BigDecimal.valueOf(count), getLocale()));
    number.addClassName("figure");
    var label = new Span(getTranslation("import.figure." + what));
    label.addClassName("nacre-quiet");
    return new Div(number, label);
  }

  private Div problems(Job job) {
    var table = new NativeTable();
    table
        .getHead()
        .addRow()
        .add(
            new NativeTableHeaderCell(getTranslation("import.line")),
            new NativeTableHeaderCell(getTranslation("import.field")),
            new NativeTableHeaderCell(getTranslation("import.problem")));
    job.problems().stream()
        .limit(SHOWN)
        .forEach(
            problem -> {
              String[] at = problem.pointer().split("/", -1);
              var text = new Span(Wording.of(problem, getLocale()));
              text.addClassName("problem");
              table
                  .getBody()
                  .addRow()
                  .add(
                      new NativeTableCell(at.length > 1 ? at[1] : ""),
                      new NativeTableCell(field(problem, at)),
                      new NativeTableCell(text));
            });
    var scroll = new Div(table);
    scroll.addClassName("scroll");
    return scroll;
  }

  private String field(Problem problem, String[] at) {
    return at.length > 2
        ? chosen
            .app()
            .field(chosen.form(), at[2])
            .map(field -> field.label(chosen.app().context()))
            .orElse(at[2])
        : problem.pointer().isEmpty() ? "" : "–";
  }

  private Div buttons(Job job) {
    var bar = new Div();
    bar.addClassName("bar");
    if (!finished) {
      bar.add(
          new Button(
              getTranslation("record.cancel"),
              click -> jobs.cancel(chosen.app().address(), job.id())));
      return bar;
    }
    var list =
        new Button(
            getTranslation("import.see"),
            click ->
                UI.getCurrent()
                    .navigate(Addresses.list(chosen.app().address(), chosen.form().id())));
    list.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    var next = new Button(getTranslation("import.another"), click -> another.run());
    next.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    bar.add(list, next);
    return bar;
  }
}
