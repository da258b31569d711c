package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.Formats;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Form;
import dev.nacre.record.HistoryStore;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workspace.OpenApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Says in plain words what a change changed, as far as the person may see it. */
final class ChangeWords {
  private static final int LONGEST = 120;
  private static final String COVERED = "•••";

  private final OpenApp app;
  private final Form form;
  private final FormAccess access;

  ChangeWords(OpenApp app, Form form) {
    this.app = app;
    this.form = form;
    this.access = app.access(form.id());
  }

  String when(Instant at) {
    return Formats.moment(at, app.context().zone());
  }

  /** One line a changed field: before and after. */
  List<Component> changes(HistoryStore.Entry entry) {
    var lines = new ArrayList<Component>();
    for (RenderedField field : app.fields(form)) {
      if (entry.after().has(field.id()) || entry.before().has(field.id())) {
        lines.add(line(field, entry.before().path(field.id()), entry.after().path(field.id())));
      }
    }
    return lines;
  }

  /** One line a field that somebody wrote. */
  List<Component> written(ObjectNode before, ObjectNode data) {
    return app.fields(form).stream()
        .filter(field -> data.has(field.id()))
        .map(field -> line(field, before.path(field.id()), data.path(field.id())))
        .toList();
  }

  Component line(RenderedField field, JsonNode before, JsonNode after) {
    var label = new Span(field.label(app.context()));
    label.addClassName("label");
    var old = new Span(text(field, before));
    old.addClassName("before");
    var now = new Span(text(field, after));
    now.addClassName("after");
    var line = new Div(label, old, new Span("→"), now);
    line.addClassName("nacre-change");
    return line;
  }

  /** A value as people read it, covered where a role masks it. */
  String text(RenderedField field, JsonNode value) {
    if (value.isNull() || value.isMissingNode()) {
      return app.context().text("timeline.empty");
    }
    if (access.masked().contains(field.id())) {
      return COVERED;
    }
    String text = field.text(value, app.context());
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  /** Through which door a change came, behind what was done; nothing where the person says it. */
  String door(String origin) {
    int colon = origin.indexOf(':');
    String kind = colon < 0 ? origin : origin.substring(0, colon);
    return switch (kind) {
      case "screen", "workflow" -> "";
      case "connector" -> " · " + connector(origin.substring(colon + 1));
      default -> " · " + app.context().text("timeline.door." + kind);
    };
  }

  /** What was said about a change; where only the door left a reference to itself, nothing. */
  @Nullable String note(HistoryStore.Entry entry) {
    boolean itself = entry.origin().startsWith("connector") || entry.origin().equals(entry.note());
    return itself ? null : entry.note();
  }

  private String connector(String detail) {
    String id = detail.contains("/") ? detail.substring(0, detail.indexOf('/')) : detail;
    var connector = app.app().documents().connectors().get(id);
    return connector == null ? id : connector.title().in(app.context().locale());
  }
}
