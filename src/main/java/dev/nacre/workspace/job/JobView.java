package dev.nacre.workspace.job;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.bulk.BulkScreens;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import dev.nacre.workspace.transfer.JobScreens;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One job: how far it is, what became of it, and what can still be done about it. */
@Route(value = "app/:app/jobs/:job", layout = MainLayout.class)
public final class JobView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Set<String> THROUGH_CONNECTORS = Set.of("file", "poll", "replay");

  private final Workspaces workspaces;
  private final JobStore jobs;
  private final People people;
  private final JobScreens imports;
  private final BulkScreens bulk;
  private final Anchor up = new Anchor();
  private final ScreenHeader head = new ScreenHeader();
  private final Div body = new Div();
  private String title = "";

  JobView(
      Workspaces workspaces, JobStore jobs, People people, JobScreens imports, BulkScreens bulk) {
    this.workspaces = workspaces;
    this.jobs = jobs;
    this.people = people;
    this.imports = imports;
    this.bulk = bulk;
    addClassNames("nacre-screen", "nacre-record", "nacre-job");
    up.addClassName("up");
    up.setText(getTranslation("job.title"));
    body.addClassName("body");
    add(up, head, body);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    String asked = event.getRouteParameters().get("job").orElse("");
    Job job =
        id(asked)
            .flatMap(id -> jobs.find(app.address(), id))
            .filter(found -> found.seenBy(app.who()))
            .orElseThrow(() -> new NotFoundException(Problem.at("", "job_unknown", asked)));
    up.setHref(Addresses.jobs(app.address()));
    show(app, job);
  }

  private static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private void show(OpenApp app, Job job) {
    var words = new JobWords(app, people);
    title = words.title(job);
    head.title(title);
    head.about(words.about(job));
    body.removeAll();
    body.add(panel(app, job));
    link(app, job.undoes(), "job.undoes");
    link(app, job.undoneBy(), "job.undone_by");
  }

  private Component panel(OpenApp app, Job job) {
    Form form = app.forms().find(job.subject()).orElse(null);
    if (form == null || THROUGH_CONNECTORS.contains(job.kind())) {
      return imports.story(app, job);
    }
    if (!job.bulk()) {
      return imports.panel(app, form, job, next -> go(Addresses.job(app.address(), next.id())));
    }
    var panel = new Div(bulk.progress(app, form, job, () -> go(Addresses.jobs(app.address()))));
    panel.addClassName("nacre-panel");
    return panel;
  }

  private static void go(String address) {
    UI.getCurrent().navigate(address);
  }

  private void link(OpenApp app, @Nullable UUID job, String text) {
    if (job != null) {
      var link = new Anchor(Addresses.job(app.address(), job), getTranslation(text));
      body.add(new Div(link));
    }
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
