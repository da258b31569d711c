package dev.nacre.workspace.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.designer.render.Wording;
import dev.nacre.record.Form;
import dev.nacre.record.transfer.BulkRow;
import dev.nacre.workspace.Addresses;
import dev.nacre.workspace.OpenApp;
import java.util.List;

/** What would become of some records, or became of them. */
final class BulkPreview extends Div {
  private final OpenApp app;
  private final Form form;

  BulkPreview(OpenApp app, Form form, List<BulkRow> rows) {
    this.app = app;
    this.form = form;
    addClassName("nacre-bulk-rows");
    rows.forEach(row -> add(show(row)));
  }

  private Component show(BulkRow row) {
    var title = new Anchor(Addresses.record(app.address(), form.id(), row.record()), row.title());
    title.setTarget("_blank");
    var status =
        new Span(getTranslation("bulk.status." + (row.failed() ? "failed" : row.status())));
    status.addClassNames(
        "nacre-badge", row.failed() ? "hue-5" : row.unchanged() ? "hue-0" : "hue-4");
    var head = new Div(title, status);
    head.addClassName("head");
    var box = new Div(head);
    box.addClassName("row");
    row.problems()
        .forEach(
            problem -> {
              var why = new Div(new Span(Wording.of(problem, getLocale())));
              why.addClassName("problem");
              box.add(why);
            });
    if (row.before() != null && row.after() != null) {
      for (RenderedField field : app.fields(form)) {
        if (row.after().has(field.id())) {
          box.add(line(field, row.before().path(field.id()), row.after().path(field.id())));
        }
      }
    }
    return box;
  }

  private Component line(RenderedField field, JsonNode before, JsonNode after) {
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

  private String text(RenderedField field, JsonNode value) {
    String text = field.text(value.isNull() ? MissingNode.getInstance() : value, app.context());
    return text.isEmpty() ? getTranslation("timeline.empty") : text;
  }
}
