package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.RefusalFile;
import dev.nacre.record.transfer.TableWriter;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import java.util.Locale;
import java.util.Optional;

/** How far an import has come, and what became of it. */
final class JobPanel extends Div {
  private static final int SHOWN = 100;

  /** Where it goes on from here. */
  interface Next {
    /** Another job. */
    void show(Job job);

    /** What can be done with the file once more; empty when it isn't here any longer. */
    default Optional<Again> again() {
      return Optional.empty();
    }
  }

  /** What can be done with a file that is still here. */
  interface Again {
    /** What was only tried is to be done. */
    void really();

    /** Back to the columns. */
    void back();

    /** Another file. */
    void another();
  }

  private final OpenApp app;
  private final Form form;
  private final JobScreens screens;
  private final Next next;
  private boolean finished;

  JobPanel(OpenApp app, Form form, Job job, JobScreens screens, Next next) {
    this.app = app;
    this.form = form;
    this.screens = screens;
    this.next = next;
    addClassName("nacre-panel");
    getElement().setAttribute("aria-live", "polite");
    screens.follow(this, app, job, this::show);
  }

  private void show(Job job) {
    finished = job.state() != Job.State.RUNNING;
    removeAll();
    add(
        new H2(
            getTranslation(
                kind(job) + "state." + job.state().id(), job.file() == null ? "" : job.file())));
    var figures =
        new JobFigures(job)
            .with(figure(job, "created"), job.created())
            .with(figure(job, "updated"), job.updated());
    if (!undo(job)) {
      figures.with(figure(job, "unchanged"), job.unchanged());
    }
    add(figures.with(figure(job, "failed"), job.failed()));
    if (finished && job.undoable() && job.state() != Job.State.DONE) {
      var stays = new Paragraph(getTranslation("import.stays"));
      stays.addClassName("nacre-hint");
      add(stays);
    }
    if (!job.problems().isEmpty()) {
      add(problems(job));
    }
    add(buttons(job));
  }

  private static boolean undo(Job job) {
    return job.kind().equals("undo");
  }

  private static String kind(Job job) {
    return undo(job) ? "import.undo." : job.dryRun() ? "import.tried." : "import.";
  }

  private String figure(Job job, String what) {
    return getTranslation(kind(job) + "figure." + what);
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
                      new NativeTableCell(at.length > 1 ? at[1].replace("~1", "/") : ""),
                      new NativeTableCell(field(problem, at)),
                      new NativeTableCell(text));
            });
    var scroll = new Div(table);
    scroll.addClassName("scroll");
    return scroll;
  }

  private String field(Problem problem, String[] at) {
    return at.length > 2
        ? app.field(form, at[2]).map(field -> field.label(app.context())).orElse(at[2])
        : problem.pointer().isEmpty() ? "" : "–";
  }

  private Div buttons(Job job) {
    var bar = new Div();
    bar.addClassName("bar");
    if (!finished) {
      bar.add(
          new Button(
              getTranslation("record.cancel"),
              click -> screens.jobs().cancel(app.address(), job.id())),
          new JobHint(app.address(), () -> {}));
      return bar;
    }
    Optional<Again> again = next.again();
    if (!job.dryRun()) {
      var list =
          new Button(
              getTranslation("import.see"),
              click -> UI.getCurrent().navigate(Addresses.list(app.address(), form.id())));
      list.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      bar.add(list);
    } else if (again.isPresent()) {
      var really = new Button(getTranslation("import.really"), click -> again.get().really());
      really.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      really.setId("really-import");
      really.setDisableOnClick(true);
      bar.add(really, new Button(getTranslation("import.back"), click -> again.get().back()));
    }
    if (job.failed() > 0 && !undo(job)) {
      bar.add(refused(job));
    }
    if (job.undoable()) {
      var undo = new Button(getTranslation("import.undo"), click -> ask(job));
      undo.setId("undo-import");
      bar.add(undo);
    }
    again.ifPresent(
        file -> {
          var other = new Button(getTranslation("import.another"), click -> file.another());
          other.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
          bar.add(other);
        });
    return bar;
  }

  /** The rows that were not taken, as a file. */
  private Anchor refused(Job job) {
    Locale locale = getLocale();
    DownloadHandler file =
        event -> {
          event.setContentType(TableWriter.Format.CSV.mediaType());
          event.setFileName(getTranslation("import.refused.file") + ".csv");
          new RefusalFile(screens.refusals()).write(job, locale, event.getOutputStream());
        };
    var link = new Anchor(file, "");
    link.add(new Button(getTranslation("import.refused")));
    link.getElement().setAttribute("download", true).setAttribute("router-ignore", true);
    link.setId("refused-rows");
    return link;
  }

  private void ask(Job job) {
    var dialog = new ConfirmDialog();
    dialog.setHeader(getTranslation("import.undo"));
    dialog.setText(getTranslation("import.undo.sure", job.created(), job.updated()));
    dialog.setCancelable(true);
    dialog.setCancelText(getTranslation("view.cancel"));
    dialog.setConfirmText(getTranslation("import.undo"));
    dialog.setConfirmButtonTheme("error primary");
    dialog.addConfirmListener(
        yes -> {
          try {
            next.show(screens.undos().start(app.forms(), job, app.who()));
          } catch (NacreException e) {
            e.problems().forEach(p -> add(new Paragraph(Wording.of(p, getLocale()))));
          }
        });
    dialog.open();
  }
}
