package dev.nacre.designer;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.Command;
import dev.nacre.dashboard.DashboardCompiler;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Kinds;
import dev.nacre.designer.draft.DraftSession;
import dev.nacre.designer.render.FieldRenderers;
import dev.nacre.designer.versions.EngineVersions;
import dev.nacre.designer.versions.VersionsScreen;
import dev.nacre.metadata.AppFiles;
import dev.nacre.record.FormCompiler;
import dev.nacre.workflow.WorkflowCompiler;
import java.util.concurrent.Executor;

/**
 * The designer of one app: {@code /designer/{app}}, or straight to one of its definitions, or to
 * its {@code versions}.
 */
@Route("designer/:app/:path*")
@StyleSheet("context://nacre/designer.css")
public final class DesignerView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final String VERSIONS = "versions";

  private final EngineDrafts drafts;
  private final EngineVersions versions;
  private final EngineSurroundings surroundings;
  private final Kinds kinds;
  private final FieldRenderers renderers;
  private String title = "Nacre";
  private String open = "";

  DesignerView(
      EngineDrafts drafts,
      FormCompiler forms,
      WorkflowCompiler workflows,
      DashboardCompiler dashboards,
      FieldRenderers renderers,
      EngineSurroundings surroundings,
      EngineVersions versions) {
    this.versions = versions;
    this.surroundings = surroundings;
    this.drafts = drafts;
    this.kinds =
        new Kinds(forms.types(), workflows.steps(), workflows.triggers(), dashboards.types());
    this.renderers = renderers;
    addClassName("nd-root");
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    String app = event.getRouteParameters().get("app").orElseThrow();
    boolean onVersions =
        event.getRouteParameters().get("path").filter(VERSIONS::equals).isPresent();
    String opened = onVersions ? app + "/" + VERSIONS : app;
    if (open.equals(opened)) {
      return;
    }
    open = opened;
    var session = new DraftSession(drafts.open(app), drafts::background, screen());
    var around = surroundings.of(app);
    var desk = new Desk(session, kinds, renderers, around.context(getLocale()), around);
    AppFiles files = session.files();
    String name = Definitions.title(files, "app.json", getLocale());
    title = desk.text("title", name);
    desk.open(
        event
            .getRouteParameters()
            .get("path")
            .filter(path -> files.text(path).isPresent())
            .orElseGet(() -> first(files)));
    removeAll();
    add(
        onVersions
            ? new VersionsScreen(desk, versions, app, name)
            : new Workbench(desk, app, name));
  }

  /** Where listeners are told what was found meanwhile; nobody is, once the screen is left. */
  private static Executor screen() {
    UI ui = UI.getCurrent();
    return told -> {
      try {
        Command shown = told::run;
        ui.accessSynchronously(shown);
      } catch (UIDetachedException e) {
        // nobody looks any more
      }
    };
  }

  private static String first(AppFiles files) {
    return Definitions.ids(files, "forms").stream()
        .findFirst()
        .map(id -> "forms/" + id + ".json")
        .orElse("app.json");
  }

  @Override
  public String getPageTitle() {
    return title;
  }
}
