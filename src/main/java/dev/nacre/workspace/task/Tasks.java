package dev.nacre.workspace.task;

import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.workflow.Task;
import dev.nacre.workspace.OpenApp;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Cards of tasks. */
final class Tasks {
  private final OpenApp app;
  private final InstantSource clock;

  Tasks(OpenApp app, InstantSource clock) {
    this.app = app;
    this.clock = clock;
  }

  /** A task's id in an address; empty when it is none. */
  static Optional<UUID> id(String text) {
    try {
      return Optional.of(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * One card.
   *
   * @param tick what lets somebody tick it; null where nothing can be done with several
   * @param waits for whom it waits; empty where that goes without saying
   */
  Component card(Task task, boolean shown, @Nullable Checkbox tick, String waits, Runnable choose) {
    Locale locale = app.context().locale();
    var title = new Span(task.title().in(locale));
    title.addClassName("title");
    var about = new Span(about(task));
    about.addClassName("about");
    var card = new NativeButton();
    card.add(title, about);
    if (!waits.isEmpty()) {
      card.add(new Span(app.context().text("task.waits_for", waits)));
    }
    if (!Decisions.together(task)) {
      card.add(quiet(app.context().text("task.alone")));
    }
    card.add(quiet(Formats.ago(task.createdAt(), clock.instant(), locale)));
    if (task.dueAt() != null) {
      boolean late = late(task);
      var due =
          new Span(
              app.context()
                  .text(
                      late ? "task.late" : "task.due",
                      Formats.moment(task.dueAt(), app.context().zone())));
      due.addClassNames("due", late ? "late" : "early");
      card.add(due);
    }
    card.addClickListener(click -> choose.run());
    card.addClassName("nacre-task");
    card.setClassName("shown", shown);
    card.getElement().setAttribute("data-task", task.id().toString());
    if (shown) {
      card.getElement().setAttribute("aria-current", "true");
    }
    var row = new Div();
    row.addClassName("entry");
    row.getElement().setAttribute("role", "listitem");
    if (tick != null) {
      tick.setAriaLabel(app.context().text("task.tick", task.title().in(locale)));
      row.add(tick);
    }
    row.add(card);
    return row;
  }

  private static Span quiet(String text) {
    var words = new Span(text);
    words.addClassName("nacre-quiet");
    return words;
  }

  /** Whether its time is over. */
  boolean late(Task task) {
    return task.dueAt() != null && task.dueAt().isBefore(clock.instant());
  }

  /** What it is about, in a line. */
  String about(Task task) {
    if (task.form() == null || task.record() == null) {
      return app.workflow(task.workflow());
    }
    String form = app.forms().find(task.form()).map(app::title).orElse(task.form());
    String record =
        app.context().links().title(task.form(), TextNode.valueOf(task.record().toString()));
    return form + " " + record;
  }
}
