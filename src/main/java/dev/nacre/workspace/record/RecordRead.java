package dev.nacre.workspace.record;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Form;
import dev.nacre.workspace.OpenApp;
import java.util.Set;

/** A record to be read, in the sections of its form. */
public final class RecordRead extends Div {
  private final OpenApp app;

  /**
   * A record.
   *
   * @param record as record JSON for the person
   * @param hidden fields that rules hide now
   */
  public RecordRead(OpenApp app, Form form, ObjectNode record, Set<String> hidden) {
    this.app = app;
    addClassName("nacre-read");
    for (Sections.Section section : Sections.of(app, form)) {
      var box = new SectionBox(section);
      for (RenderedField field : section.fields()) {
        boolean named =
            section.fields().size() == 1
                && section.label() != null
                && section.label().equals(field.definition().title());
        box.put(field.id(), field.wide(), line(field, named, record.path(field.id())));
        box.visible(field.id(), !hidden.contains(field.id()));
      }
      add(box);
    }
  }

  private Component line(RenderedField field, boolean named, JsonNode value) {
    var label = new Span(field.label(app.context()));
    label.addClassName("label");
    // the section's heading says it already
    label.setVisible(!named);
    boolean empty = value.isNull() || value.isMissingNode() || (value.isArray() && value.isEmpty());
    Component shown = empty ? new Span("–") : field.show(value, app.context());
    var holder = new Div(shown);
    holder.addClassName("value");
    holder.setClassName("empty", empty);
    var line = new Div(label, holder);
    line.addClassName("line");
    line.getElement().setAttribute("data-field", field.id());
    return line;
  }
}
