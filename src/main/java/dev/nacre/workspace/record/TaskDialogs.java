package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import dev.nacre.metadata.Json;
import dev.nacre.security.Account;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import java.util.List;
import java.util.function.BiConsumer;

/** Asks what an action needs to know before it is done: a slip of the mouse moves no task. */
final class TaskDialogs {
  private static final String APPLICANT = "applicant";

  private final OpenApp app;
  private final Task task;
  private final TaskEngine tasks;
  private final People people;
  private final BiConsumer<TaskAction, ObjectNode> act;

  /**
   * Dialogs of a task.
   *
   * @param act does it
   */
  TaskDialogs(
      OpenApp app,
      Task task,
      TaskEngine tasks,
      People people,
      BiConsumer<TaskAction, ObjectNode> act) {
    this.app = app;
    this.task = task;
    this.tasks = tasks;
    this.people = people;
    this.act = act;
  }

  private String text(String key, Object... args) {
    return app.context().text(key, args);
  }

  /** Whether the action asks something first. */
  boolean asks(TaskAction action) {
    return switch (action) {
      case DELEGATE, ADD, REASSIGN -> true;
      case RETURN -> task.rules().returnTo().stream().anyMatch(to -> !to.equals(APPLICANT));
      case APPROVE, REJECT, COMPLETE, COMMENT, URGE -> false;
    };
  }

  /** Asks, then does it. */
  void open(TaskAction action) {
    switch (action) {
      case DELEGATE, REASSIGN -> person(action, "to", new Div());
      case ADD -> {
        var when = new RadioButtonGroup<String>(text("task.add.when"));
        when.setItems("with", "before", "after");
        when.setItemLabelGenerator(one -> text("task.add." + one));
        when.setValue("with");
        when.getElement().setAttribute("theme", "vertical");
        person(action, "user", when, data -> data.put("when", when.getValue()));
      }
      case RETURN -> back();
      case APPROVE, REJECT, COMPLETE, COMMENT, URGE ->
          throw new IllegalArgumentException(action + " asks nothing");
    }
  }

  private void person(TaskAction action, String name, Component more) {
    person(action, name, more, data -> data);
  }

  private interface Adds {
    ObjectNode to(ObjectNode data);
  }

  private void person(TaskAction action, String name, Component more, Adds adds) {
    var choice =
        new ComboBox<Account>(text(action == TaskAction.ADD ? "task.add.who" : "task.delegate.to"));
    choice.setItems(candidates(action));
    choice.setItemLabelGenerator(account -> people.name(account.id(), app.context().locale()));
    choice.setWidthFull();
    Button send = button(action);
    send.setEnabled(false);
    choice.addValueChangeListener(change -> send.setEnabled(change.getValue() != null));
    Dialog dialog = dialog(action, send, choice, more);
    send.addClickListener(
        click -> {
          dialog.close();
          act.accept(
              action, adds.to(Json.MAPPER.createObjectNode().put(name, choice.getValue().id())));
        });
    dialog.open();
    choice.focus();
  }

  /** Nobody who is asked already, or may not act. */
  private List<Account> candidates(TaskAction action) {
    return people.all().stream()
        .filter(account -> action == TaskAction.REASSIGN || !account.id().equals(app.who().id()))
        .filter(account -> !task.rules().barred().contains(account.id()))
        .filter(account -> task.awaited().stream().noneMatch(a -> account.id().equals(a.user())))
        .toList();
  }

  private void back() {
    var to = new RadioButtonGroup<String>(text("task.return.to"));
    to.setItems(task.rules().returnTo());
    to.setItemLabelGenerator(
        step ->
            step.equals(APPLICANT)
                ? text("task.return.applicant")
                : tasks.stepTitle(task, step).in(app.context().locale()));
    to.setValue(task.rules().returnTo().getFirst());
    to.getElement().setAttribute("theme", "vertical");
    var comesBack = new Checkbox(text("task.return.back"));
    comesBack.setVisible(!APPLICANT.equals(to.getValue()));
    to.addValueChangeListener(change -> comesBack.setVisible(!APPLICANT.equals(change.getValue())));
    Button send = button(TaskAction.RETURN);
    Dialog dialog = dialog(TaskAction.RETURN, send, to, comesBack);
    send.addClickListener(
        click -> {
          dialog.close();
          ObjectNode data = Json.MAPPER.createObjectNode().put("to", to.getValue());
          if (comesBack.isVisible() && comesBack.getValue()) {
            data.put("back", true);
          }
          act.accept(TaskAction.RETURN, data);
        });
    dialog.open();
  }

  private Button button(TaskAction action) {
    var send = new Button(text("task.action." + action.id()));
    send.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    send.getElement().setAttribute("data-action", action.id() + "-now");
    return send;
  }

  private Dialog dialog(TaskAction action, Button send, Component... parts) {
    var box = new Div(parts);
    box.addClassName("nacre-task-dialog");
    var dialog = new Dialog(box);
    dialog.setHeaderTitle(text("task.action." + action.id()));
    dialog.setWidth("min(360px, 92vw)");
    dialog.getFooter().add(new Button(text("record.cancel"), click -> dialog.close()), send);
    return dialog;
  }
}
