package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.DetachEvent;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
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
import dev.nacre.record.transfer.FileFormat;
import dev.nacre.record.transfer.ImportEngine;
import dev.nacre.record.transfer.ImportSettings;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.MappingStore;
import dev.nacre.record.transfer.Spool;
import dev.nacre.security.ForbiddenException;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Brings records in from a file: choose it, look at what would happen, let it happen. */
@Route(value = "app/:app/import/:form", layout = MainLayout.class)
public final class ImportView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final int LARGEST = (int) Spool.LARGEST;
  private static final int SHOWN = 10;

  private final Workspaces workspaces;
  private final ImportEngine imports;
  private final MappingStore mappings;
  private final JobScreens jobs;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();
  private String title = "";
  private @Nullable Path waiting;

  ImportView(Workspaces workspaces, ImportEngine imports, MappingStore mappings, JobScreens jobs) {
    this.workspaces = workspaces;
    this.imports = imports;
    this.mappings = mappings;
    this.jobs = jobs;
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
    var earlier =
        new Button(
            getTranslation("job.earlier"),
            VaadinIcon.TASKS.create(),
            click -> UI.getCurrent().navigate(Addresses.jobs(app.address())));
    earlier.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    head.actions(earlier);
    choose(app, form);
  }

  private void choose(OpenApp app, Form form) {
    forget();
    var upload =
        new Upload(
            UploadHandler.toFile(
                (metadata, file) -> {
                  forget();
                  waiting = file.toPath();
                  look(
                      new Chosen(app, form, metadata.fileName(), file.toPath()),
                      ImportSettings.AUTOMATIC.in(FileFormat.AUTOMATIC.named(metadata.fileName())),
                      true);
                },
                metadata -> Spool.file().toFile()));
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

  /**
   * Shows which column goes where, and what an import would do so.
   *
   * @param anew whether the file is looked at for the first time, or read in another way
   */
  private void look(Chosen chosen, ImportSettings settings, boolean anew) {
    try {
      ImportSettings known = anew ? remembered(chosen, settings) : settings;
      ImportEngine.Preview glance =
          imports.glance(
              chosen.app().forms(),
              chosen.form().id(),
              chosen.file(),
              known,
              SHOWN,
              chosen.app().who());
      var below = new Div();
      MappingPanel.Listener listener = listener(chosen, below);
      var mapping = new MappingPanel(chosen, glance, known, listener);
      body.removeAll();
      body.add(mapping, below);
      if (!glance.mapping().isEmpty()) {
        listener.changed(mapping.wish());
      }
    } catch (NacreException e) {
      choose(chosen.app(), chosen.form());
      body.addComponentAsFirst(problem(e));
    }
  }

  /** As a file with these columns was last mapped, by this person or for everybody. */
  private ImportSettings remembered(Chosen chosen, ImportSettings settings) {
    return mappings
        .find(
            chosen.app().address(),
            chosen.form().id(),
            chosen.app().who(),
            ImportEngine.columns(chosen.file(), settings.format()))
        .filter(known -> fits(chosen, known))
        .map(known -> known.in(settings.format()))
        .orElse(settings);
  }

  /** The form may have changed since. */
  private static boolean fits(Chosen chosen, ImportSettings known) {
    var paths = Goal.of(chosen).stream().map(Goal::path).toList();
    return known.mapping().values().stream().allMatch(p -> p.isBlank() || paths.contains(p))
        && paths.containsAll(known.key());
  }

  private MappingPanel.Listener listener(Chosen chosen, Div below) {
    return new MappingPanel.Listener() {
      @Override
      public void changed(ImportSettings settings) {
        below.removeAll();
        try {
          if (!settings.mapping().isEmpty()) {
            below.add(new PreviewPanel(chosen, preview(chosen, settings)));
          }
        } catch (NacreException e) {
          below.add(problem(e));
        }
      }

      @Override
      public void reread(FileFormat format) {
        look(chosen, ImportSettings.AUTOMATIC.in(format), true);
      }

      @Override
      public void accepted(ImportSettings settings, boolean shared) {
        start(chosen, settings, shared);
      }

      @Override
      public void other() {
        choose(chosen.app(), chosen.form());
      }
    };
  }

  private ImportEngine.Preview preview(Chosen chosen, ImportSettings settings) {
    return imports.preview(
        chosen.app().forms(),
        chosen.form().id(),
        chosen.file(),
        settings,
        SHOWN,
        chosen.app().who());
  }

  private Div problem(NacreException refusal) {
    var problem = new Div();
    problem.addClassName("nacre-form-problem");
    problem.getElement().setAttribute("role", "alert");
    refusal.problems().forEach(p -> problem.add(new Span(Wording.of(p, getLocale()))));
    return problem;
  }

  private void start(Chosen chosen, ImportSettings settings, boolean shared) {
    OpenApp app = chosen.app();
    try {
      mappings.keep(
          app.address(),
          chosen.form().id(),
          app.who(),
          shared,
          ImportEngine.columns(chosen.file(), settings.format()),
          settings);
      // what is only tried may be imported next
      Path file = settings.dryRun() ? Spool.copy(chosen.file()) : chosen.file();
      waiting = settings.dryRun() ? chosen.file() : null;
      Job job =
          imports.start(
              app.address(),
              app.forms(),
              chosen.form().id(),
              file,
              chosen.fileName(),
              settings,
              app.who());
      body.removeAll();
      body.add(jobs.panel(chosen, job, next(chosen, settings)));
    } catch (NacreException e) {
      choose(app, chosen.form());
      body.addComponentAsFirst(problem(e));
    }
  }

  private JobPanel.Next next(Chosen chosen, ImportSettings settings) {
    var again =
        new JobPanel.Again() {
          @Override
          public void really() {
            start(chosen, settings.trying(false), false);
          }

          @Override
          public void back() {
            look(chosen, settings.trying(false), false);
          }

          @Override
          public void another() {
            choose(chosen.app(), chosen.form());
          }
        };
    return new JobPanel.Next() {
      @Override
      public void show(Job job) {
        body.removeAll();
        body.add(jobs.panel(chosen, job, this));
      }

      @Override
      public Optional<JobPanel.Again> again() {
        return Optional.of(again);
      }
    };
  }

  private void forget() {
    if (waiting != null) {
      Spool.discard(waiting);
      waiting = null;
    }
  }

  @Override
  protected void onDetach(DetachEvent event) {
    forget();
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
