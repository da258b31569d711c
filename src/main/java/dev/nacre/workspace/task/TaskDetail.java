package dev.nacre.workspace.task;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import dev.nacre.record.Form;
import dev.nacre.record.NotFoundException;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.workflow.InstanceActs;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskEngine;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.People;
import dev.nacre.workspace.record.DecisionPanel;
import dev.nacre.workspace.record.EndedPanel;
import dev.nacre.workspace.record.RecordRead;
import jakarta.inject.Singleton;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/** Shows one task: what can be done with it, or how it ended, and the record that it is about. */
@Singleton
final class TaskDetail {
  private final TaskEngine tasks;
  private final InstanceActs acts;
  private final RecordEngine records;
  private final People people;

  TaskDetail(TaskEngine tasks, InstanceActs acts, RecordEngine records, People people) {
    this.tasks = tasks;
    this.acts = acts;
    this.records = records;
    this.people = people;
  }

  /**
   * Puts a task there.
   *
   * @param decided told how it stands after something was done
   */
  void show(Div where, OpenApp app, Task task, Consumer<Task> decided) {
    where.add(
        task.state() == Task.State.OPEN
            ? new DecisionPanel(app, task, tasks, acts, people, decided)
            : new EndedPanel(app, task, people, tasks.said(task)));
    if (task.form() != null && task.record() != null) {
      record(app, task.form(), task.record()).ifPresent(where::add);
    }
  }

  /** Changes whenever what can be done with a task would. */
  static String mark(Task task) {
    return task.id()
        + " "
        + task.state()
        + " "
        + task.turn()
        + " "
        + task.awaited().size()
        + " "
        + task.dueAt()
        + " "
        + task.urgedAt();
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
                    Addresses.record(app.address(), formId, id), app.context().text("task.open"));
            link.addClassName("open");
            return new Div(link, new RecordRead(app, found.form(), json, Set.of()));
          });
    } catch (NotFoundException e) {
      return Optional.empty();
    }
  }
}
