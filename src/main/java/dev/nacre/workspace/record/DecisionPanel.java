package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Section;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import com.vaadin.flow.component.textfield.TextArea;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.Problem;
import dev.nacre.record.Form;
import dev.nacre.record.NotFoundException;
import dev.nacre.workflow.Act;
import dev.nacre.workflow.ActionInvalidException;
import dev.nacre.workflow.ChangedMeanwhileException;
import dev.nacre.workflow.FillField;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.NotPossibleException;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workflow.TooSoonException;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.shell.Toast;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** What waits for a person, with the ways to decide it, fill it in and speak about it. */
public final class DecisionPanel extends Section {
  private final OpenApp app;
  private final Task task;
  private final TaskEngine tasks;
  private final InstanceActs instances;
  private final People people;
  private final Consumer<Task> decided;
  private final TaskDialogs dialogs;
  private final TextArea comment = new TextArea();
  private final FieldEditor files;
  private Optional<FillForm> fill = Optional.empty();

  /**
   * A panel.
   *
   * @param decided told how the task stands after something was done
   */
  public DecisionPanel(
      OpenApp app,
      Task task,
      TaskEngine tasks,
      InstanceActs instances,
      People people,
      Consumer<Task> decided) {
    this.app = app;
    this.task = task;
    this.tasks = tasks;
    this.instances = instances;
    this.people = people;
    this.decided = decided;
    this.dialogs = new TaskDialogs(app, task, tasks, people, this::act);
    this.files = SaidList.field(app, getTranslation("task.files")).editor(app.context());
    addClassName("nacre-decision");
    getElement().setAttribute("data-task", task.id().toString());
    var about = new Span(about());
    about.addClassName("nacre-quiet");
    add(new H2(task.title().in(getLocale())), about);
    add(new SaidList(app, people, tasks.said(task)));
    boolean acts = tasks.mayAct(app.forms(), task, app.who());
    if (acts) {
      fill();
    } else {
      add(new Span(getTranslation("task.waits_for", names(task.awaited()))));
    }
    offer(acts);
  }

  private String about() {
    String name = app.workflow(task.workflow());
    String due =
        task.dueAt() == null
            ? ""
            : " · "
                + getTranslation("task.due", Formats.moment(task.dueAt(), app.context().zone()));
    return name + " · " + names(task.assignees()) + mode() + due;
  }

  private String mode() {
    return switch (task.mode()) {
      case ANY -> "";
      case ALL -> " · " + getTranslation("task.mode.all");
      case SEQUENCE -> " · " + getTranslation("task.mode.sequence");
      case SHARE -> " · " + getTranslation("task.mode.share", task.rules().share());
    };
  }

  private String names(List<Task.Assignee> some) {
    return new AssigneeNames(app, people, tasks.deputies(app.forms(), List.of(task))).of(some);
  }

  private void fill() {
    List<FillField> fields = tasks.fields(task);
    Form form = fields.isEmpty() ? null : tasks.form(task);
    if (form != null) {
      var asked = new FillForm(app, form, fields);
      add(asked);
      fill = Optional.of(asked);
    }
  }

  private void offer(boolean acts) {
    comment.setPlaceholder(
        getTranslation(task.rules().comment().isEmpty() ? "task.comment" : "task.comment.some"));
    comment.setAriaLabel(getTranslation("task.comment"));
    comment.setWidthFull();
    comment.setMinRows(2);
    var buttons = new Div();
    buttons.addClassName("buttons");
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY);
    bar.getElement().setAttribute("data-action", "more");
    MenuItem more = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
    more.setAriaLabel(getTranslation("task.more"));
    if (acts) {
      for (TaskAction action : task.actions()) {
        switch (action) {
          case APPROVE, REJECT, COMPLETE, RETURN -> buttons.add(button(action));
          case DELEGATE, ADD, COMMENT, URGE, REASSIGN -> entry(more, action);
        }
      }
    }
    entry(more, TaskAction.COMMENT);
    entry(more, TaskAction.URGE);
    if (app.who().administrator()) {
      entry(more, TaskAction.REASSIGN);
    }
    withdrawal(more);
    buttons.add(bar);
    add(comment, files.component(), buttons);
  }

  private void entry(MenuItem more, TaskAction action) {
    MenuItem item = more.getSubMenu().addItem(named(action), click -> go(action));
    item.getElement().setAttribute("data-action", action.id());
  }

  private void withdrawal(MenuItem more) {
    if (instances.mayWithdraw(app.forms(), task.instance(), app.who())) {
      MenuItem item =
          more.getSubMenu().addItem(getTranslation("task.withdraw") + "…", click -> askWithdraw());
      item.getElement().setAttribute("data-action", "withdraw");
    }
  }

  /** What ends there doesn't go on again. */
  private void askWithdraw() {
    var question = new ConfirmDialog();
    question.setHeader(getTranslation("task.withdraw.sure"));
    question.setText(getTranslation("task.withdraw.sure.text", app.workflow(task.workflow())));
    question.setCancelable(true);
    question.setCancelText(getTranslation("record.cancel"));
    question.setConfirmText(getTranslation("task.withdraw"));
    question.setConfirmButtonTheme("error primary");
    question.addConfirmListener(confirmed -> withdraw());
    question.open();
  }

  private void withdraw() {
    var unused = instances.withdraw(app.forms(), task.instance(), said(), app.who());
    Toast.done(getTranslation("task.withdrawn"));
    decided.accept(task);
  }

  private Button button(TaskAction action) {
    var button = new Button(named(action), click -> go(action));
    button.getElement().setAttribute("data-action", action.id());
    switch (action) {
      case APPROVE, COMPLETE -> button.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
      case REJECT -> button.addThemeVariants(ButtonVariant.LUMO_ERROR);
      case RETURN, DELEGATE, ADD, COMMENT, URGE, REASSIGN ->
          button.addThemeVariants(ButtonVariant.LUMO_TERTIARY);
    }
    return button;
  }

  private String named(TaskAction action) {
    return getTranslation("task.action." + action.id()) + (dialogs.asks(action) ? "…" : "");
  }

  private void go(TaskAction action) {
    if (dialogs.asks(action)) {
      dialogs.open(action);
    } else {
      act(
          action,
          action == TaskAction.COMPLETE
              ? fill.map(FillForm::data).orElseGet(Json.MAPPER::createObjectNode)
              : Json.MAPPER.createObjectNode());
    }
  }

  private @org.jspecify.annotations.Nullable String said() {
    return comment.isEmpty() ? null : comment.getValue().strip();
  }

  private void act(TaskAction action, ObjectNode data) {
    var attached = new ArrayList<String>();
    for (JsonNode file : files.value()) {
      attached.add(file.path("id").asText());
    }
    Task after;
    try {
      ObjectNode seen =
          action == TaskAction.COMPLETE
              ? fill.map(FillForm::seen).orElseGet(Json.MAPPER::createObjectNode)
              : Json.MAPPER.createObjectNode();
      after =
          tasks.act(
              app.forms(), task.id(), new Act(action, said(), data, seen, attached, app.who()));
    } catch (ChangedMeanwhileException e) {
      // told what it is now, they may keep theirs by doing it again
      fill.ifPresentOrElse(
          form -> form.overtaken(tasks.fields(task), e.problems()), () -> refused(e.problems()));
      return;
    } catch (ActionInvalidException e) {
      refused(e.problems());
      return;
    } catch (NotPossibleException e) {
      late(e);
      return;
    } catch (TooSoonException e) {
      Toast.failed(words(e.problems()));
      return;
    }
    Toast.done(getTranslation("task.done." + action.id()));
    decided.accept(after);
  }

  /** Somebody else, or the workflow itself, was faster: shows how it stands now. */
  private void late(NotPossibleException refusal) {
    Task now;
    try {
      now = tasks.get(app.forms(), task.id(), app.who());
    } catch (NotFoundException e) {
      throw refusal; // it isn't theirs to see any more
    }
    if (now.state() == Task.State.OPEN) {
      Toast.failed(words(refusal.problems()));
    } else {
      String how = EndedPanel.how(app, now, people);
      Toast.failed(now.doneBy() == null ? how : getTranslation("task.batch.faster", how));
    }
    decided.accept(now);
  }

  private void refused(List<Problem> problems) {
    List<Problem> ofComment =
        problems.stream().filter(p -> p.pointer().equals("/comment")).toList();
    if (!ofComment.isEmpty()) {
      comment.setInvalid(true);
      comment.setErrorMessage(getTranslation("task.comment.needed"));
      comment.focus();
    } else if (fill.isPresent()) {
      fill.get().refused(problems);
    } else {
      Toast.failed(words(problems));
    }
  }

  private String words(List<Problem> problems) {
    return problems.stream()
        .map(problem -> Wording.of(problem, getLocale()))
        .collect(Collectors.joining(" "));
  }
}
