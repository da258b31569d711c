package dev.nacre.workspace.task;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.UIDetachedException;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.dialog.Dialog;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.progressbar.ProgressBar;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.server.Command;
import dev.nacre.workflow.Task;
import dev.nacre.workflow.TaskAction;
import dev.nacre.workspace.OpenApp;
import dev.nacre.workspace.Pulse;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Decides several tasks: asks once, does one after another, and says what became of each. */
final class BatchDialog extends Dialog {
  private final OpenApp app;
  private final List<Task> tasks;
  private final TaskAction action;
  private final Decisions decisions;
  private final Pulse pulse;
  private final Runnable finished;
  private final Map<Task, Div> rows = new LinkedHashMap<>();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final AtomicBoolean stopped = new AtomicBoolean();
  private final TextArea comment = new TextArea();
  private final ProgressBar progress = new ProgressBar();
  private final Paragraph summary = new Paragraph();
  private final Div list = new Div();

  /**
   * A dialog.
   *
   * @param about a line about a task
   * @param finished told once all have been gone through
   */
  BatchDialog(
      OpenApp app,
      List<Task> tasks,
      TaskAction action,
      Function<Task, String> about,
      Decisions decisions,
      Pulse pulse,
      Runnable finished) {
    this.app = app;
    this.tasks = List.copyOf(tasks);
    this.action = action;
    this.decisions = decisions;
    this.pulse = pulse;
    this.finished = finished;
    addClassName("nacre-batch-dialog");
    setHeaderTitle(getTranslation("task.batch." + action.id(), tasks.size()));
    boolean wanted = Decisions.wantComment(tasks, action);
    comment.setLabel(getTranslation(wanted ? "task.batch.comment" : "task.comment"));
    comment.setRequiredIndicatorVisible(wanted);
    comment.setWidthFull();
    progress.setVisible(false);
    progress.setMax(tasks.size());
    summary.setVisible(false);
    summary.getElement().setAttribute("role", "status");
    summary.addClassName("summary");
    list.addClassName("rows");
    for (Task task : this.tasks) {
      var row =
          new Div(words("title", task.title().in(getLocale())), words("about", about.apply(task)));
      row.addClassName("row");
      row.getElement().setAttribute("data-task", task.id().toString());
      rows.put(task, row);
      list.add(row);
    }
    var box = new Div(summary, progress, comment, list);
    box.addClassName("nacre-task-dialog");
    add(box);
    var cancel = new Button(getTranslation("record.cancel"), click -> close());
    var go = new Button(getTranslation("task.batch." + action.id(), tasks.size()), click -> go());
    go.addThemeVariants(
        action == TaskAction.REJECT ? ButtonVariant.LUMO_ERROR : ButtonVariant.LUMO_SUCCESS,
        ButtonVariant.LUMO_PRIMARY);
    go.setId("batch-go");
    getFooter().add(cancel, go);
  }

  private static Span words(String kind, String text) {
    var words = new Span(text);
    words.addClassName(kind);
    return words;
  }

  private void go() {
    String said = comment.getValue().strip();
    if (said.isEmpty() && Decisions.wantComment(tasks, action)) {
      comment.setInvalid(true);
      comment.setErrorMessage(getTranslation("task.comment.needed"));
      comment.focus();
      return;
    }
    // what is under way is seen to its end, or stopped with a word
    setCloseOnEsc(false);
    setCloseOnOutsideClick(false);
    comment.setVisible(false);
    progress.setVisible(true);
    summary.setVisible(true);
    summary.setText(getTranslation("task.batch.running", 0, tasks.size()));
    var stop = new Button(getTranslation("task.batch.stop"), click -> stopped.set(true));
    stop.setDisableOnClick(true);
    getFooter().removeAll();
    getFooter().add(stop);
    UI ui = UI.getCurrent();
    String words = said.isEmpty() ? null : said;
    pulse.apart(() -> run(ui, words));
  }

  /** Runs without the screen's lock; what was ordered is done even when the screen is closed. */
  private void run(UI ui, @Nullable String said) {
    for (Task task : tasks) {
      Outcome outcome =
          stopped.get()
              ? new Outcome(Outcome.Kind.LEFT, app.context().text("task.batch.left"))
              : decisions.decide(app, task, action, said);
      tell(ui, () -> came(task, outcome));
    }
    tell(ui, this::end);
  }

  private static void tell(UI ui, Command what) {
    try {
      ui.accessSynchronously(what);
    } catch (UIDetachedException e) {
      // nobody looks any more; the timelines of the records tell what was done
    }
  }

  private void came(Task task, Outcome outcome) {
    outcomes.add(outcome);
    progress.setValue(outcomes.size());
    summary.setText(getTranslation("task.batch.running", outcomes.size(), tasks.size()));
    Div row = rows.get(task);
    if (row != null) {
      row.getElement().setAttribute("data-outcome", outcome.kind().id());
      row.add(words("outcome", outcome.words()));
      if (!outcome.kind().counts()) {
        // what wants a look is seen without looking for it
        list.addComponentAsFirst(row);
      }
    }
  }

  private void end() {
    long done = outcomes.stream().filter(outcome -> outcome.kind().counts()).count();
    long not = outcomes.size() - done;
    String what = getTranslation("task.done." + action.id());
    summary.setText(
        not == 0
            ? getTranslation("task.batch.all_done", what, done)
            : getTranslation("task.batch.some_done", what, done, not));
    progress.setVisible(false);
    setHeaderTitle(getTranslation("task.batch.results"));
    setCloseOnEsc(true);
    var close = new Button(getTranslation("past.close"), click -> close());
    close.addThemeVariants(ButtonVariant.LUMO_PRIMARY);
    close.setId("batch-close");
    getFooter().removeAll();
    getFooter().add(close);
    finished.run();
  }
}
