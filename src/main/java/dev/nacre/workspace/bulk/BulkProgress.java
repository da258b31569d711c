package dev.nacre.workspace.bulk;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.BulkFile;
import dev.nacre.record.transfer.BulkRow;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.TableWriter;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.transfer.JobFigures;
import dev.nacre.workspace.transfer.JobHint;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/** How far work on many records has come, and what became of it. */
final class BulkProgress extends Div {
  private static final Duration EVERY = Duration.ofMillis(600);
  private static final int LOOKED_AT = 1_000;
  private static final int SHOWN = 50;

  private final OpenApp app;
  private final Form form;
  private final BulkScreens screens;
  private final Runnable changed;
  private final Runnable close;
  private Job job;
  private boolean finished;

  BulkProgress(
      OpenApp app, Form form, Job job, BulkScreens screens, Runnable changed, Runnable close) {
    this.app = app;
    this.form = form;
    this.job = job;
    this.screens = screens;
    this.changed = changed;
    this.close = close;
    addClassName("nacre-bulk-progress");
    getElement().setAttribute("aria-live", "polite");
    show(job);
    screens
        .pulse()
        .watch(
            this,
            EVERY,
            () -> screens.jobs().find(app.address(), this.job.id()).orElse(this.job),
            this::refresh);
  }

  private void refresh(Job now) {
    if (!finished && now.id().equals(job.id())) {
      show(now);
    }
  }

  private void show(Job now) {
    job = now;
    finished = now.state() != Job.State.RUNNING;
    removeAll();
    boolean undo = now.undoes() != null;
    add(
        new Paragraph(
            getTranslation((undo ? "bulk.undo.state." : "bulk.state.") + now.state().id())));
    add(
        new JobFigures(now)
            .with(getTranslation("bulk.figure.done"), now.updated() + now.created())
            .with(getTranslation("bulk.figure.unchanged"), now.unchanged())
            .with(getTranslation("bulk.figure.failed"), now.failed()));
    if (finished) {
      failures(now, undo);
    }
    add(buttons(now, undo));
    if (finished) {
      changed.run();
    }
  }

  private void failures(Job now, boolean undo) {
    if (now.failed() == 0) {
      return;
    }
    if (undo) {
      now.problems().stream()
          .limit(SHOWN)
          .forEach(
              problem -> {
                String title = problem.pointer().split("/", -1)[1].replace("~1", "/");
                var text = new Div(new Span(title + ": " + Wording.of(problem, getLocale())));
                text.addClassName("problem");
                add(text);
              });
      return;
    }
    List<BulkRow> failed =
        screens.rows().after(now.id(), 0, LOOKED_AT).stream()
            .filter(BulkRow::failed)
            .limit(SHOWN)
            .toList();
    add(new BulkPreview(app, form, failed));
  }

  private Div buttons(Job now, boolean undo) {
    var bar = new Div();
    bar.addClassName("bar");
    if (!finished) {
      bar.add(
          new Button(
              getTranslation("record.cancel"),
              click -> screens.jobs().cancel(app.address(), now.id())),
          new JobHint(app.address(), close));
      return bar;
    }
    var done = new Button(getTranslation("past.close"), click -> close.run());
    done.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    done.setId("bulk-close");
    bar.add(done);
    if (now.undoable()) {
      var back = new Button(getTranslation("bulk.undo"), click -> takeBack(now));
      back.setId("bulk-undo");
      back.setDisableOnClick(true);
      bar.add(back);
    }
    if (!undo) {
      bar.add(results(now));
    }
    return bar;
  }

  /** What became of each record, as a file. */
  private Anchor results(Job of) {
    Locale locale = getLocale();
    DownloadHandler file =
        event -> {
          event.setContentType(TableWriter.Format.CSV.mediaType());
          event.setFileName("results.csv");
          new BulkFile(screens.rows()).write(of, locale, event.getOutputStream());
        };
    var link = new Anchor(file, "");
    var face = new Button(getTranslation("bulk.results"));
    face.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    link.add(face);
    link.getElement().setAttribute("download", true).setAttribute("router-ignore", true);
    return link;
  }

  private void takeBack(Job done) {
    try {
      show(screens.undos().start(app.forms(), done, app.who()));
    } catch (NacreException e) {
      e.problems().forEach(problem -> add(new Paragraph(Wording.of(problem, getLocale()))));
    }
  }
}
