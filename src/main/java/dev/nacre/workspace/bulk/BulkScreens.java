package dev.nacre.workspace.bulk;

import com.vaadin.flow.component.Component;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Json;
import dev.nacre.record.Form;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.transfer.BulkEngine;
import dev.nacre.record.transfer.BulkRows;
import dev.nacre.record.transfer.BulkWish;
import dev.nacre.record.transfer.Job;
import dev.nacre.record.transfer.JobStore;
import dev.nacre.record.transfer.UndoEngine;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workflow.Asking;
import dev.nacre.workflow.Trigger;
import dev.nacre.workflow.Workflow;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import dev.nacre.workspace.record.AskedForm;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What screens about many records need. */
@Singleton
public final class BulkScreens {
  private final BulkEngine bulk;
  private final JobStore jobs;
  private final BulkRows rows;
  private final UndoEngine undos;
  private final Pulse pulse;
  private final RecordEngine records;

  BulkScreens(
      BulkEngine bulk,
      JobStore jobs,
      BulkRows rows,
      UndoEngine undos,
      Pulse pulse,
      RecordEngine records) {
    this.records = records;
    this.bulk = bulk;
    this.jobs = jobs;
    this.rows = rows;
    this.undos = undos;
    this.pulse = pulse;
  }

  /**
   * Something that can be done with many records.
   *
   * @param workflow whose button is pressed; null for everything else
   * @param title what a workflow is called
   */
  public record Choice(BulkWish.Action action, @Nullable String workflow, @Nullable String title) {}

  /** What the person may do with many records of the form. */
  public List<Choice> choices(OpenApp app, Form form) {
    var choices = new ArrayList<Choice>();
    if (app.may(Action.UPDATE, form.id())) {
      choices.add(new Choice(BulkWish.Action.UPDATE, null, null));
    }
    Locale locale = app.context().locale();
    for (Workflow workflow : app.app().workflows().values()) {
      boolean here =
          workflow.trigger() instanceof Trigger.Pressed pressed && pressed.form().equals(form.id());
      boolean may =
          app.who().unlimited()
              || app.forms().permissions().startWorkflow(workflow.id(), app.who());
      if (here && may) {
        choices.add(
            new Choice(
                BulkWish.Action.START, workflow.id(), workflow.definition().title().in(locale)));
      }
    }
    if (app.may(Action.DELETE, form.id())) {
      choices.add(new Choice(BulkWish.Action.DELETE, null, null));
    }
    return choices;
  }

  /**
   * Asks, shows and does it.
   *
   * @param ids which records; null means those that the filter finds
   * @param changed told when records are others than before
   */
  public void open(
      OpenApp app,
      Form form,
      Choice choice,
      @Nullable List<UUID> ids,
      @Nullable Condition filter,
      Runnable changed) {
    new BulkDialog(app, form, choice, ids, filter, this, changed).open();
  }

  /**
   * How far such work has come, or what takes it back.
   *
   * @param close asked for when somebody has seen enough
   */
  public Component progress(OpenApp app, Form form, Job job, Runnable close) {
    return new BulkProgress(app, form, job, this, () -> {}, close);
  }

  /** What the button asks for once for all records; null when nothing is. */
  @Nullable AskedForm asked(OpenApp app, Choice choice) {
    Workflow workflow =
        choice.workflow() == null ? null : app.app().workflows().get(choice.workflow());
    Asking asks = workflow == null ? null : workflow.asks();
    // what isn't written each record says for itself
    return asks == null
        ? null
        : new AskedForm(app, records, asks.asked(), Json.MAPPER.createObjectNode());
  }

  BulkEngine bulk() {
    return bulk;
  }

  JobStore jobs() {
    return jobs;
  }

  BulkRows rows() {
    return rows;
  }

  UndoEngine undos() {
    return undos;
  }

  Pulse pulse() {
    return pulse;
  }
}
