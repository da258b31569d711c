package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.contextmenu.SubMenu;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.designer.render.Texts;
import dev.nacre.designer.render.Wording;
import dev.nacre.metadata.FormDefinition.States;
import dev.nacre.metadata.FormDefinition.Transition;
import dev.nacre.metadata.Json;
import dev.nacre.metadata.NacreException;
import dev.nacre.metadata.WorkflowDefinition;
import dev.nacre.record.Batch;
import dev.nacre.record.Change;
import dev.nacre.record.Form;
import dev.nacre.record.Origin;
import dev.nacre.record.Outcome;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.print.PrintEngine;
import dev.nacre.record.print.PrintTemplate;
import dev.nacre.security.Permissions.Action;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workflow.Asking;
import dev.nacre.workflow.InstanceEngine;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.Workflow;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.shell.NoteDialog;
import dev.nacre.workspace.shell.Toast;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** What can be done with a record besides editing it: its next states, workflows, deleting. */
@Singleton
final class RecordActions {
  private final RecordEngine records;
  private final InstanceEngine instances;
  private final PrintEngine prints;

  RecordActions(RecordEngine records, InstanceEngine instances, PrintEngine prints) {
    this.records = records;
    this.instances = instances;
    this.prints = prints;
  }

  /** A menu of them. */
  Component menu(OpenApp app, Form form, StoredRecord record, Runnable changed) {
    Locale locale = app.context().locale();
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_ICON);
    MenuItem root = bar.addItem(VaadinIcon.ELLIPSIS_DOTS_H.create());
    root.setAriaLabel(Texts.in(locale, "record.more"));
    SubMenu menu = root.getSubMenu();
    states(app, form, record, menu, changed);
    workflows(app, form, record, menu, changed);
    for (PrintTemplate print : prints.of(app.app().documents().prints(), app.forms(), form.id())) {
      String address = Addresses.print(app.address(), form.id(), print.id(), List.of(record.id()));
      MenuItem item =
          menu.addItem(
              Texts.in(locale, "record.print", print.title().in(locale)),
              click -> UI.getCurrent().getPage().open(address));
      item.addComponentAsFirst(VaadinIcon.PRINT.create());
      item.getElement().setAttribute("data-print", print.id());
    }
    if (app.may(Action.DELETE, form.id())) {
      MenuItem delete =
          menu.addItem(Texts.in(locale, "record.delete"), click -> delete(app, form, record));
      delete.addComponentAsFirst(VaadinIcon.TRASH.create());
    }
    bar.setVisible(!menu.getItems().isEmpty());
    return bar;
  }

  private void states(OpenApp app, Form form, StoredRecord record, SubMenu menu, Runnable changed) {
    States states = form.definition().states();
    FormAccess access = app.access(form.id());
    if (states == null
        || !access.may(Action.UPDATE)
        || access.readOnly().contains(states.field())
        || access.masked().contains(states.field())) {
      return;
    }
    RenderedField field = app.field(form, states.field()).orElse(null);
    String now = String.valueOf(record.get(states.field()));
    if (field == null) {
      return;
    }
    for (Transition next : states.transitions()) {
      if (next.from().equals(now)) {
        String label =
            Texts.in(
                app.context().locale(),
                "record.to_state",
                field.text(TextNode.valueOf(next.to()), app.context()));
        ObjectNode patch = Json.MAPPER.createObjectNode().put(states.field(), next.to());
        menu.addItem(label, click -> update(app, form, record, patch, changed))
            .addComponentAsFirst(VaadinIcon.ARROW_RIGHT.create());
      }
    }
  }

  private void update(
      OpenApp app, Form form, StoredRecord record, ObjectNode patch, Runnable changed) {
    write(app, form, Change.update(record.id(), record.version(), patch), changed);
  }

  private void workflows(
      OpenApp app, Form form, StoredRecord record, SubMenu menu, Runnable changed) {
    Locale locale = app.context().locale();
    for (WorkflowDefinition workflow : app.app().documents().workflows().values()) {
      var running = app.app().workflows().get(workflow.id());
      boolean about = running != null && form.id().equals(running.form());
      // what has a button of its own is offered there, or not at all
      boolean button = running != null && running.trigger() instanceof Trigger.Pressed;
      if (about && !button && app.forms().permissions().startWorkflow(workflow.id(), app.who())) {
        menu.addItem(
                Texts.in(locale, "record.start", workflow.title().in(locale)),
                click -> start(app, workflow, record, changed))
            .addComponentAsFirst(VaadinIcon.PLAY.create());
      }
    }
  }

  /** A button for each workflow that has one at this record, as it is now. */
  List<Button> buttons(OpenApp app, Form form, StoredRecord record, Runnable changed) {
    Locale locale = app.context().locale();
    return instances.buttons(app.forms(), form.id(), record.id(), app.who()).stream()
        .map(
            workflow -> {
              var button =
                  new Button(
                      workflow.definition().title().in(locale),
                      VaadinIcon.PLAY.create(),
                      click -> press(app, workflow, record, changed));
              button.setDisableOnClick(true); // not twice by a double click
              button.getElement().setAttribute("data-workflow", workflow.id());
              return button;
            })
        .toList();
  }

  /** Starts it, having asked for what it wants to know. */
  private void press(OpenApp app, Workflow workflow, StoredRecord record, Runnable changed) {
    Asking asks = workflow.asks();
    if (asks == null) {
      start(app, workflow.definition(), record, changed);
      return;
    }
    Locale locale = app.context().locale();
    String title = workflow.definition().title().in(locale);
    var dialog =
        new ButtonDialog(
            app,
            records,
            asks.asked(),
            title,
            instances.begin(workflow, record.id(), app.who()),
            input -> {
              instances.start(app.forms(), workflow.id(), record.id(), input, app.who());
              Toast.done(Texts.in(locale, "record.started", title));
            });
    dialog.addOpenedChangeListener(
        change -> {
          if (!change.isOpened()) {
            changed.run();
          }
        });
    dialog.open();
  }

  private void start(
      OpenApp app, WorkflowDefinition workflow, StoredRecord record, Runnable changed) {
    Locale locale = app.context().locale();
    try {
      instances.start(
          app.forms(), workflow.id(), record.id(), Json.MAPPER.createObjectNode(), app.who());
      Toast.done(Texts.in(locale, "record.started", workflow.title().in(locale)));
    } catch (NacreException e) {
      Toast.failed(Wording.of(e.problems().getFirst(), locale));
    }
    changed.run();
  }

  private void delete(OpenApp app, Form form, StoredRecord record) {
    Locale locale = app.context().locale();
    write(
        app,
        form,
        Change.delete(record.id(), record.version()),
        () -> {
          UI.getCurrent().navigate(Addresses.list(app.address(), form.id()));
          Toast.undoable(
              Texts.in(locale, "record.deleted", record.title()),
              Texts.in(locale, "record.undo"),
              () ->
                  write(
                      app,
                      form,
                      Change.restore(record.id(), null),
                      () ->
                          UI.getCurrent()
                              .navigate(Addresses.record(app.address(), form.id(), record.id()))));
        });
  }

  /** Does it, having asked why where that is wanted. */
  private void write(OpenApp app, Form form, Change change, Runnable done) {
    Batch batch = Batch.one(form.id(), change, app.who(), Origin.of(Origin.Kind.SCREEN));
    Outcome outcome = records.write(app.forms(), batch).getFirst();
    if (NoteDialog.wanted(outcome)) {
      NoteDialog.ask(why -> write(app, form, change.noting(why), done));
    } else {
      tell(app, outcome, done);
    }
  }

  private static void tell(OpenApp app, Outcome outcome, Runnable done) {
    if (outcome.failed()) {
      Toast.failed(
          outcome.problems().stream()
              .map(problem -> Wording.of(problem, app.context().locale()))
              .findFirst()
              .orElse(Objects.toString(outcome.status())));
    } else {
      done.run();
    }
  }
}
