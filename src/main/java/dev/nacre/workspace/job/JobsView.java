package dev.nacre.workspace.job;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The long work that the person started, newest first; an administrator sees everybody's. */
@Route(value = "app/:app/jobs", layout = MainLayout.class)
public final class JobsView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(2);
  private static final int PAGE = 30;

  private final Workspaces workspaces;
  private final JobStore jobs;
  private final People people;
  private final ScreenHeader head = new ScreenHeader();
  private final Div list = new Div();
  private Optional<OpenApp> open = Optional.empty();
  private int wanted = PAGE;
  private List<Job> shown = List.of();

  JobsView(Workspaces workspaces, JobStore jobs, People people, Pulse pulse) {
    this.workspaces = workspaces;
    this.jobs = jobs;
    this.people = people;
    addClassNames("nacre-screen", "nacre-jobs");
    list.addClassName("list");
    list.getElement().setAttribute("role", "list");
    head.title(getTranslation("job.title"));
    add(head, list);
    pulse.watch(this, EVERY, this::ask, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    open = Optional.of(app);
    wanted = PAGE;
    head.about(getTranslation(app.who().administrator() ? "job.everybody" : "job.own"));
    show(app, find(app));
  }

  private List<Job> find(OpenApp app) {
    String whose = app.who().administrator() ? null : app.who().id();
    return jobs.list(new JobStore.Page(app.address(), whose, null, wanted + 1));
  }

  private List<Job> ask() {
    return open.map(this::find).orElse(List.of());
  }

  /** What hasn't moved stays as it is, and with it whatever has the focus. */
  private void refresh(List<Job> found) {
    if (!found.equals(shown)) {
      open.ifPresent(app -> show(app, found));
    }
  }

  private void show(OpenApp app, List<Job> found) {
    shown = found;
    list.removeAll();
    if (found.isEmpty()) {
      list.add(
          new EmptyState(
              VaadinIcon.TASKS, getTranslation("job.none"), getTranslation("job.none.hint")));
      return;
    }
    var words = new JobWords(app, people);
    found.stream().limit(wanted).forEach(job -> list.add(row(app, job, words)));
    if (found.size() > wanted) {
      var more = new Button(getTranslation("job.more"), click -> more(app));
      more.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
      list.add(more);
    }
  }

  private void more(OpenApp app) {
    wanted += PAGE;
    show(app, find(app));
  }

  private static Component row(OpenApp app, Job job, JobWords words) {
    var title = new Span(words.title(job));
    title.addClassName("title");
    var about = new Span(words.about(job));
    about.addClassName("nacre-quiet");
    var line = new Anchor(Addresses.job(app.address(), job.id()));
    line.add(title, words.state(job), about);
    String figures = words.figures(job);
    if (!figures.isEmpty()) {
      var counts = new Span(figures);
      counts.addClassName("figures");
      line.add(counts);
    }
    if (job.state() == Job.State.RUNNING) {
      line.add(progress(job));
    }
    line.addClassName("job");
    line.getElement().setAttribute("data-job", job.id().toString());
    var item = new Div(line);
    item.getElement().setAttribute("role", "listitem");
    return item;
  }

  private static ProgressBar progress(Job job) {
    var bar = new ProgressBar();
    if (job.total() == null || job.total() == 0) {
      bar.setIndeterminate(true);
    } else {
      bar.setValue(Math.min(1, (double) job.done() / job.total()));
    }
    return bar;
  }

  @Override
  public String getPageTitle() {
    return getTranslation("job.title") + " · Nacre";
  }
}
