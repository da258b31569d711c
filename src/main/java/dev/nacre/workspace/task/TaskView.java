package dev.nacre.workspace.task;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.router.BeforeEnterEvent;
import com.vaadin.flow.router.BeforeEnterObserver;
import com.vaadin.flow.router.HasDynamicTitle;
import com.vaadin.flow.router.Route;
import dev.nacre.record.NotFoundException;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.Workspaces;
import dev.nacre.workspace.shell.EmptyState;
import dev.nacre.workspace.shell.MainLayout;
import dev.nacre.workspace.shell.ScreenHeader;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** One task, at an address that can be sent: to be done, or how it ended. */
@Route(value = "app/:app/tasks/:id", layout = MainLayout.class)
public final class TaskView extends Div implements BeforeEnterObserver, HasDynamicTitle {
  private static final Duration EVERY = Duration.ofSeconds(4);

  private final Workspaces workspaces;
  private final TaskEngine tasks;
  private final TaskDetail detail;
  private final ScreenHeader head = new ScreenHeader();
  private final Anchor up = new Anchor();
  private final Div body = new Div();
  private Optional<OpenApp> open = Optional.empty();
  private Optional<UUID> id = Optional.empty();
  private String mark = "";
  private String title = "";

  TaskView(Workspaces workspaces, TaskEngine tasks, TaskDetail detail, Pulse pulse) {
    this.workspaces = workspaces;
    this.tasks = tasks;
    this.detail = detail;
    addClassNames("nacre-screen", "nacre-tasks", "one", "chosen");
    up.addClassName("up");
    up.setText(getTranslation("task.back"));
    body.addClassName("detail");
    add(up, head, body);
    pulse.watch(this, EVERY, this::find, this::refresh);
  }

  @Override
  public void beforeEnter(BeforeEnterEvent event) {
    OpenApp app = workspaces.open(event.getRouteParameters().get("app").orElse(""));
    open = Optional.of(app);
    id = event.getRouteParameters().get("id").flatMap(Tasks::id);
    up.setHref(Addresses.tasks(app.address()));
    find().ifPresentOrElse(task -> show(app, task), () -> unseen(app));
  }

  private Optional<Task> find() {
    try {
      return open.flatMap(app -> id.map(known -> tasks.get(app.forms(), known, app.who())));
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }

  private void refresh(Optional<Task> now) {
    now.filter(task -> !TaskDetail.mark(task).equals(mark))
        .ifPresent(task -> open.ifPresent(app -> show(app, task)));
  }

  private void show(OpenApp app, Task task) {
    mark = TaskDetail.mark(task);
    title = task.title().in(getLocale());
    head.title(title);
    body.removeAll();
    detail.show(body, app, task, now -> decided(app));
  }

  /** Who has handed a task on may have nothing to do with it any more. */
  private void decided(OpenApp app) {
    find()
        .ifPresentOrElse(
            task -> show(app, task),
            () -> UI.getCurrent().navigate(Addresses.tasks(app.address())));
  }

  /** Whether it isn't there or isn't theirs to see is the same to who asks. */
  private void unseen(OpenApp app) {
    title = getTranslation("task.unseen");
    head.title(getTranslation("shell.tasks"));
    body.removeAll();
    var own = new Anchor(Addresses.tasks(app.address()), getTranslation("task.unseen.own"));
    own.addClassName("nacre-button");
    body.add(new EmptyState(VaadinIcon.LOCK, title, getTranslation("task.unseen.hint"), own));
  }

  @Override
  public String getPageTitle() {
    return title + " · Nacre";
  }
}
