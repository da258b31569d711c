package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.record.past.Comparison;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What differs between two states of a record, field by field and line by line. */
final class ChangeList {
  private final OpenApp app;
  private final Form form;
  private final ChangeWords words;

  ChangeList(OpenApp app, Form form) {
    this.app = app;
    this.form = form;
    this.words = new ChangeWords(app, form);
  }

  /** Each change as a component that begins with what the field is called. */
  List<Component> of(List<Comparison.Change> changes) {
    return changes.stream().map(this::one).toList();
  }

  Component one(Comparison.Change change) {
    RenderedField field = app.field(form, change.field().id()).orElse(null);
    if (field == null) {
      return new Div();
    }
    return change.field().lines()
        ? lines(field, change)
        : words.line(field, change.before(), change.after());
  }

  private Component lines(RenderedField table, Comparison.Change change) {
    var label = new Span(table.label(app.context()));
    label.addClassName("label");
    var box = new Div(label);
    box.addClassName("nacre-lines-change");
    if (change.lines().isEmpty()) {
      box.add(new Div(app.context().text("past.order")));
    }
    for (Comparison.Line line : change.lines()) {
      box.add(line(change.field(), line));
    }
    return box;
  }

  private Component line(Field table, Comparison.Line line) {
    var sign =
        new Span(
            switch (line.kind()) {
              case ADDED -> "+";
              case REMOVED -> "−";
              case CHANGED -> "~";
            });
    sign.addClassName("sign");
    sign.getElement().setAttribute("aria-label", app.context().text("past." + line.kind().id()));
    var parts = new ArrayList<Component>();
    parts.add(sign);
    Form columns = Objects.requireNonNull(table.target());
    for (Field column : columns.fields()) {
      JsonNode before = value(line.before(), column);
      JsonNode after = value(line.after(), column);
      RenderedField shown = app.renderers().of(column.shown());
      switch (line.kind()) {
        case ADDED -> parts.add(part(shown, after, "after"));
        case REMOVED -> parts.add(part(shown, before, "before"));
        case CHANGED -> {
          if (line.after() != null && line.after().has(column.id())) {
            parts.add(words.line(shown, before, after));
          }
        }
      }
    }
    var box = new Div(parts.toArray(Component[]::new));
    box.addClassNames("line", line.kind().id());
    return box;
  }

  private Component part(RenderedField column, JsonNode value, String name) {
    var part = new Span(column.text(value, app.context()));
    part.addClassName(name);
    part.setVisible(!part.getText().isEmpty());
    return part;
  }

  private static JsonNode value(@Nullable ObjectNode line, Field column) {
    return line == null
        ? com.fasterxml.jackson.databind.node.MissingNode.getInstance()
        : line.path(column.id());
  }
}
