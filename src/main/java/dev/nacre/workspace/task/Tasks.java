package dev.nacre.workspace.task;

import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.workflow.Task;
import dev.nacre.workspace.OpenApp;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;

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

  /** One card. */
  Component card(Task task, boolean shown, Runnable choose) {
    Locale locale = app.context().locale();
    Instant now = clock.instant();
    var title = new Span(task.title().in(locale));
    title.addClassName("title");
    var about = new Span(about(task));
    var when = new Span(Formats.ago(task.createdAt(), now, locale));
    when.addClassName("nacre-quiet");
    var card = new NativeButton();
    card.add(title, about, when);
    if (task.dueAt() != null) {
      boolean late = task.dueAt().isBefore(now);
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
    return card;
  }

  private String about(Task task) {
    if (task.form() == null || task.record() == null) {
      return app.workflow(task.workflow());
    }
    String form = app.forms().find(task.form()).map(app::title).orElse(task.form());
    String record =
        app.context().links().title(task.form(), TextNode.valueOf(task.record().toString()));
    return form + " " + record;
  }
}
