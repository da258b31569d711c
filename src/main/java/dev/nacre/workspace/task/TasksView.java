package dev.nacre.workspace.task;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.QueryParameters;
import com.vaadin.flow.router.Route;
import dev.nacre.record.Form;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TaskPage;
import dev.nacre.workflow.TaskQuery;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.record.DecisionPanel;
import dev.nacre.workspace.record.RecordRead;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** What waits for the signed-in person, and beside it what each task is about. */
@Route(value = "app/:app/tasks", layout = MainLayout.class)
public final class TasksView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(4);
  private static final String CHOSEN = "task";

  private final Workspaces workspaces;
  private final TaskEngine tasks;
  private final InstanceEngine instances;
  private final RecordEngine records;
  private final People people;
  private final InstantSource clock;
  private final ScreenHeader head = new ScreenHeader();
  private final Div list = new Div();
  private final Div detail = new Div();
  private Optional<OpenApp> open = Optional.empty();
  private Optional<UUID> chosen = Optional.empty();
  private String mark = "";

  TasksView(
      Workspaces workspaces,
      TaskEngine tasks,
      InstanceEngine instances,
      RecordEngine records,
      People people,
      InstantSource clock,
      Pulse pulse) {
    this.workspaces = workspaces;
    this.tasks = tasks;
    this.instances = instances;
    this.records = records;
    this.people = people;
    this.clock = clock;
    addClassNames("nacre-screen", "nacre-tasks");
    list.addClassName("list");
    list.getElement().setAttribute("role", "list");
    detail.addClassName("detail");
    head.title(getTranslation("shell.tasks"));
    var body = new Div(list, detail);
    body.addClassName("body");
    add(head, body);
    pulse.watch(this, EVERY, this::ask, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    open = Optional.of(app);
    chosen = event.getLocation().getQueryParameters().getSingleParameter(CHOSEN).flatMap(Tasks::id);
    show(app, mine(app));
  }

  private List<Task> mine(OpenApp app) {
    TaskPage page = tasks.list(app.forms(), TaskQuery.own().limit(200), app.who());
    return page.tasks();
  }

  private List<Task> ask() {
    return open.map(this::mine).orElse(List.of());
  }

  private static String mark(List<Task> found) {
    return found.stream().map(task -> task.id().toString()).collect(Collectors.joining());
  }

  private void refresh(List<Task> found) {
    if (!mark(found).equals(mark)) {
      open.ifPresent(app -> show(app, found));
    }
  }

  private void show(OpenApp app, List<Task> found) {
    mark = mark(found);
    head.about(found.isEmpty() ? "" : getTranslation("task.count", found.size()));
    list.removeAll();
    detail.removeAll();
    setClassName("chosen", chosen.isPresent());
    setClassName("nothing", found.isEmpty());
    if (found.isEmpty()) {
      list.add(
          new EmptyState(
              VaadinIcon.CHECK_CIRCLE_O,
              getTranslation("task.none"),
              getTranslation("task.none.hint")));
      return;
    }
    Task shown =
        found.stream()
            .filter(task -> chosen.filter(task.id()::equals).isPresent())
            .findFirst()
            .orElse(found.getFirst());
    var cards = new Tasks(app, clock);
    for (Task task : found) {
      Component card = cards.card(task, task.equals(shown), () -> choose(app, task));
      list.add(card);
    }
    about(app, shown);
  }

  private static void choose(OpenApp app, Task task) {
    UI.getCurrent()
        .navigate(Addresses.tasks(app.address()), QueryParameters.of(CHOSEN, task.id().toString()));
  }

  private void about(OpenApp app, Task task) {
    var back =
        new Button(
            getTranslation("task.back"),
            VaadinIcon.ARROW_LEFT.create(),
            click -> UI.getCurrent().navigate(Addresses.tasks(app.address())));
    back.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    back.addClassName("back");
    detail.add(back);
    detail.add(new DecisionPanel(app, task, tasks, instances, people, now -> decided(app)));
    if (task.form() != null && task.record() != null) {
      record(app, task.form(), task.record()).ifPresent(detail::add);
    }
  }

  private void decided(OpenApp app) {
    chosen = Optional.empty();
    show(app, mine(app));
  }

  /** The record that a task is about, as far as the person may read it. */
  private Optional<Component> record(OpenApp app, String formId, UUID id) {
    Form form = app.forms().find(formId).orElse(null);
    try {
      Optional<StoredRecord> record =
          form == null
              ? Optional.empty()
              : records.find(app.forms(), formId, id, Set.of(), app.who());
      return record.map(
          found -> {
            var json = records.json(app.forms(), found, app.who());
            var link =
                new Anchor(
                    Addresses.record(app.address(), formId, id), getTranslation("task.open"));
            link.addClassName("open");
            return new Div(link, new RecordRead(app, found.form(), json, Set.of()));
          });
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  @Override
  public String getPageTitle() {
    return getTranslation("shell.tasks") + " · Nacre";
  }
}
