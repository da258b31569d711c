package dev.nacre.workspace.task;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.nacre.record.NotFoundException;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** What waits for people, tab by tab, and beside it what each task is about. */
@Route(value = "app/:app/tasks", layout = MainLayout.class)
public final class TasksView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(4);
  private static final String CHOSEN = "task";
  private static final String TAB = "tab";

  private final Workspaces workspaces;
  private final TaskEngine tasks;
  private final TaskDetail details;
  private final Decisions decisions;
  private final InstantSource clock;
  private final Pulse pulse;
  private final ScreenHeader head = new ScreenHeader();
  private final TaskTabs tabs = new TaskTabs(this::open);
  private final TaskList list;
  private final Div beside = new Div();
  private Optional<OpenApp> open = Optional.empty();
  private Optional<UUID> chosen = Optional.empty();
  private TaskTab tab = TaskTab.MINE;
  private Optional<Task> shown = Optional.empty();

  TasksView(
      Workspaces workspaces,
      TaskEngine tasks,
      TaskDetail details,
      Decisions decisions,
      People people,
      InstantSource clock,
      Pulse pulse) {
    this.workspaces = workspaces;
    this.tasks = tasks;
    this.details = details;
    this.decisions = decisions;
    this.clock = clock;
    this.pulse = pulse;
    this.list = new TaskList(tasks, people, clock, this::choose, this::decide);
    addClassNames("nacre-screen", "nacre-tasks");
    beside.addClassName("detail");
    head.title(getTranslation("shell.tasks"));
    var body = new Div(list, beside);
    body.addClassName("body");
    add(head, tabs, body);
    pulse.watch(this, EVERY, this::ask, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    QueryParameters asked = event.getLocation().getQueryParameters();
    open = Optional.of(app);
    chosen = asked.getSingleParameter(CHOSEN).flatMap(Tasks::id);
    tab =
        asked
            .getSingleParameter(TAB)
            .flatMap(TaskTab::byId)
            .orElseGet(() -> TaskTab.first(Inbox.counts(tasks, app)));
    if (chosen.isPresent() && chosen.flatMap(id -> find(app, id)).isEmpty()) {
      // says plainly that it can't be seen, rather than showing another one
      event.forwardTo(Addresses.task(app.address(), chosen.get()));
      return;
    }
    if (!chosen.equals(shown.map(Task::id))) {
      // who chooses what is shown already keeps what they typed there
      shown = Optional.empty();
      beside.removeAll();
    }
    show(app, read(app));
  }

  private Inbox read(OpenApp app) {
    return Inbox.read(tasks, app, tab, clock);
  }

  private Optional<Inbox> ask() {
    return open.map(this::read);
  }

  private void refresh(Optional<Inbox> now) {
    // somebody may have gone to another tab while this one was asked for
    now.filter(inbox -> inbox.tab() == tab)
        .ifPresent(inbox -> open.ifPresent(app -> show(app, inbox)));
  }

  private void show(OpenApp app, Inbox inbox) {
    tabs.show(tab, inbox.counts());
    var cards = new Tasks(app, clock);
    long late = inbox.tasks().stream().filter(cards::late).count();
    head.about(late == 0 ? "" : getTranslation("task.count.late", late));
    setClassName("chosen", chosen.isPresent());
    Optional<Task> next = next(app, inbox);
    setClassName("nothing", next.isEmpty());
    list.show(app, inbox, next.map(Task::id), () -> empty(app, inbox.counts()));
    // what is being typed beside a task stays while the task is as it was
    if (!next.map(TaskDetail::mark).equals(shown.map(TaskDetail::mark))) {
      shown = next;
      beside.removeAll();
      next.ifPresent(task -> detail(app, task));
    }
  }

  /** The task that stands beside the list: that of the address, the one before, else the first. */
  private Optional<Task> next(OpenApp app, Inbox inbox) {
    return chosen
        .or(() -> shown.map(Task::id))
        .flatMap(id -> inbox.find(id).or(() -> find(app, id)))
        .or(() -> inbox.tasks().stream().findFirst());
  }

  private Optional<Task> find(OpenApp app, UUID id) {
    try {
      return Optional.of(tasks.get(app.forms(), id, app.who()));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private void detail(OpenApp app, Task task) {
    var back =
        new Button(getTranslation("task.back"), VaadinIcon.ARROW_LEFT.create(), click -> open(tab));
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    back.addClassName("back");
    beside.add(back);
    details.show(beside, app, task, now -> decided(app));
  }

  private void decided(OpenApp app) {
    chosen = Optional.empty();
    shown = Optional.empty();
    beside.removeAll();
    show(app, read(app));
  }

  private void open(TaskTab which) {
    go(Map.of(TAB, which.id()));
  }

  private void choose(Task task) {
    go(Map.of(TAB, tab.id(), CHOSEN, task.id().toString()));
  }

  private void go(Map<String, String> query) {
    open.ifPresent(
        app ->
            UI.getCurrent()
                .navigate(Addresses.tasks(app.address()), QueryParameters.simple(query)));
  }

  private void decide(List<Task> ticked, TaskAction action) {
    open.ifPresent(
        app ->
            new BatchDialog(
                    app,
                    ticked,
                    action,
                    new Tasks(app, clock)::about,
                    decisions,
                    pulse,
                    () -> {
                      list.clear();
                      decided(app);
                    })
                .open());
  }

  private EmptyState empty(OpenApp app, Map<TaskTab, Integer> counts) {
    TaskTab other = tab == TaskTab.MINE ? TaskTab.GROUP : TaskTab.MINE;
    int there = counts.getOrDefault(other, 0);
    var state =
        new EmptyState(
            VaadinIcon.CHECK_CIRCLE_O,
            app.context().text("task.none." + tab.id()),
            app.context().text("task.none." + tab.id() + ".hint"));
    if (there > 0) {
      var button =
          new Button(
              app.context().text("task.none.other." + other.id(), there), click -> open(other));
      button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      state.add(button);
    }
    return state;
  }

  @Override
  public String getPageTitle() {
    return getTranslation("shell.tasks") + " · Nacre";
  }
}
