package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.component.upload.UploadI18N;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.UploadHandler;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.io.ByteArrayInputStream;

/** Brings records in from a CSV file: choose it, look at what would happen, let it happen. */
@Route(value = "app/:app/import/:form", layout = MainLayout.class)
public final class ImportView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final int LARGEST = 64 * 1024 * 1024;
  private static final int SHOWN = 10;

  private final Workspaces workspaces;
  private final ImportEngine imports;
  private final JobStore jobs;
  private final Pulse pulse;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();
  private String title = "";

  ImportView(Workspaces workspaces, ImportEngine imports, JobStore jobs, Pulse pulse) {
    this.workspaces = workspaces;
    this.imports = imports;
    this.jobs = jobs;
    this.pulse = pulse;
    addClassNames("nacre-screen", "nacre-record", "nacre-import");
    up.addClassName("up");
    body.addClassName("body");
    add(up, head, body);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    Form form = app.forms().get(event.getRouteParameters().get("form").orElse(""));
    if (!app.may(Action.IMPORT, form.id())) {
      throw new ForbiddenException(Problem.at("", "import_forbidden", form.id()));
    }
    title = getTranslation("import.title", app.title(form));
    up.setText(app.title(form));
    up.setHref(Addresses.list(app.address(), form.id()));
    head.title(title);
    choose(app, form);
  }

  private void choose(OpenApp app, Form form) {
    var upload =
        new Upload(
            UploadHandler.inMemory(
                (metadata, content) -> look(new Chosen(app, form, metadata.fileName(), content))));
    upload.setMaxFiles(1);
    upload.setMaxFileSize(LARGEST);
    upload.setAcceptedFileTypes(".xlsx", ".csv", "text/csv", ".txt", ".tsv");
    upload.setI18n(words());
    upload.setWidthFull();
    var panel = new Div(new Paragraph(getTranslation("import.about")), upload);
    panel.addClassName("nacre-panel");
    body.removeAll();
    body.add(panel);
  }

  private UploadI18N words() {
    var words = new UploadI18N();
    words.setDropFiles(new UploadI18N.DropFiles().setOne(getTranslation("import.drop")));
    words.setAddFiles(new UploadI18N.AddFiles().setOne(getTranslation("import.choose")));
    words.setError(
        new UploadI18N.Error()
            .setFileIsTooBig(getTranslation("import.too_big"))
            .setIncorrectFileType(getTranslation("import.wrong_type")));
    return words;
  }

  /** Shows which column goes where, and what an import would do so. */
  private void look(Chosen chosen) {
    try {
      ImportEngine.Preview preview = preview(chosen, ImportSettings.AUTOMATIC);
      var below = new Div();
      var mapping =
          new MappingPanel(
              chosen,
              preview,
              changed -> look(chosen, changed, below),
              accepted -> start(chosen, accepted),
              () -> choose(chosen.app(), chosen.form()));
      show(chosen, preview, below);
      body.removeAll();
      body.add(mapping, below);
    } catch (NacreException e) {
      refused(chosen, e);
    }
  }

  private void look(Chosen chosen, ImportSettings settings, Div below) {
    try {
      show(chosen, preview(chosen, settings), below);
    } catch (NacreException e) {
      below.removeAll();
      below.add(problem(e));
    }
  }

  private static void show(Chosen chosen, ImportEngine.Preview preview, Div below) {
    below.removeAll();
    if (!preview.mapping().isEmpty()) {
      below.add(new PreviewPanel(chosen, preview));
    }
  }

  private ImportEngine.Preview preview(Chosen chosen, ImportSettings settings) {
    return imports.preview(
        chosen.app().forms(),
        chosen.form().id(),
        new ByteArrayInputStream(chosen.content()),
        settings,
        SHOWN,
        chosen.app().who());
  }

  private void refused(Chosen chosen, NacreException refusal) {
    choose(chosen.app(), chosen.form());
    body.addComponentAsFirst(problem(refusal));
  }

  private Div problem(NacreException refusal) {
    var problem = new Div();
    problem.addClassName("nacre-form-problem");
    problem.getElement().setAttribute("role", "alert");
    refusal.problems().forEach(p -> problem.add(new Span(Wording.of(p, getLocale()))));
    return problem;
  }

  private void start(Chosen chosen, ImportSettings settings) {
    var job =
        imports.start(
            chosen.app().address(),
            chosen.app().forms(),
            chosen.form().id(),
            new ByteArrayInputStream(chosen.content()),
            chosen.fileName(),
            settings,
            chosen.app().who());
    body.removeAll();
    body.add(new JobPanel(chosen, job, jobs, pulse, () -> choose(chosen.app(), chosen.form())));
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
