package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.designer.render.Formats;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.RoleDefinition;
import dev.nacre.security.Account;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.shell.Toast;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What waits for a decision, with the ways to decide it. */
public final class DecisionPanel extends Section {
  private final OpenApp app;
  private final Task task;
  private final TaskEngine tasks;
  private final People people;
  private final Consumer<Task> decided;
  private final TextArea comment = new TextArea();

  /**
   * A panel.
   *
   * @param decided told how the task stands after a decision
   */
  public DecisionPanel(
      OpenApp app, Task task, TaskEngine tasks, People people, Consumer<Task> decided) {
    this.app = app;
    this.task = task;
    this.tasks = tasks;
    this.people = people;
    this.decided = decided;
    addClassName("nacre-decision");
    getElement().setAttribute("data-task", task.id().toString());
    var about = new Span(about());
    about.addClassName("nacre-quiet");
    add(new H2(task.title().in(getLocale())), about);
    if (tasks.mayAct(app.forms(), task, app.who())) {
      offer();
    } else {
      add(new Span(getTranslation("task.waits_for", assignees())));
    }
  }

  private String about() {
    String name = app.workflow(task.workflow());
    String due =
        task.dueAt() == null
            ? ""
            : " · "
                + getTranslation("task.due", Formats.moment(task.dueAt(), app.context().zone()));
    return name + " · " + assignees() + due;
  }

  private String assignees() {
    return task.assignees().stream()
        .map(a -> a.role() != null ? role(a.role()) : people.name(a.name(), getLocale()))
        .collect(Collectors.joining(getTranslation("render.comma")));
  }

  private String role(String id) {
    RoleDefinition role = app.app().documents().roles().get(id);
    return role == null ? id : role.title().in(getLocale());
  }

  private void offer() {
    comment.setPlaceholder(getTranslation("task.comment"));
    comment.setAriaLabel(getTranslation("task.comment"));
    comment.setWidthFull();
    comment.setMinRows(2);
    var buttons = new Div();
    buttons.addClassName("buttons");
    for (TaskAction action : task.actions()) {
      if (action == TaskAction.DELEGATE) {
        buttons.add(delegation());
      } else {
        buttons.add(button(action));
      }
    }
    add(comment, buttons);
  }

  private Button button(TaskAction action) {
    var button =
        new Button(
            getTranslation("task.action." + action.id()),
            click -> act(action, Json.MAPPER.createObjectNode()));
    button.setDisableOnClick(true);
    button.getElement().setAttribute("data-action", action.id());
    switch (action) {
      case APPROVE, COMPLETE -> button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      case REJECT -> button.addThemeVariants(ButtonVariant.LUMO_ERROR);
      case RETURN, DELEGATE -> button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    }
    return button;
  }

  private Button delegation() {
    var button = new Button(getTranslation("task.action.delegate") + "…", click -> delegate());
    button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    button.getElement().setAttribute("data-action", TaskAction.DELEGATE.id());
    return button;
  }

  /** Who it goes to is chosen first and sent second: a slip of the mouse moves no task. */
  private void delegate() {
    var choice = new ComboBox<Account>(getTranslation("task.delegate.to"));
    choice.setItems(
        people.all().stream().filter(account -> !account.id().equals(app.who().id())).toList());
    choice.setItemLabelGenerator(account -> people.name(account.id(), getLocale()));
    choice.setWidthFull();
    var dialog = new Dialog(choice);
    dialog.setHeaderTitle(getTranslation("task.action.delegate"));
    dialog.setWidth("340px");
    var send =
        new Button(
            getTranslation("task.action.delegate"),
            click -> {
              dialog.close();
              act(
                  TaskAction.DELEGATE,
                  Json.MAPPER.createObjectNode().put("to", choice.getValue().id()));
            });
    send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    send.setEnabled(false);
    choice.addValueChangeListener(change -> send.setEnabled(change.getValue() != null));
    dialog.getFooter().add(new Button(getTranslation("record.cancel"), c -> dialog.close()), send);
    dialog.open();
    choice.focus();
  }

  private void act(TaskAction action, ObjectNode data) {
    String said = comment.isEmpty() ? null : comment.getValue().strip();
    Task after = tasks.act(app.forms(), task.id(), action, said, data, app.who());
    Toast.done(getTranslation("task.done." + action.id()));
    decided.accept(after);
  }
}
