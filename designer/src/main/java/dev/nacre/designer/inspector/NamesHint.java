package dev.nacre.designer.inspector;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;

/** The names that a formula may use, with what people call them. */
final class NamesHint extends Details {
  NamesHint(Desk desk, FieldPath path) {
    setSummaryText(desk.text("names"));
    addClassName("nd-names");
    var list = new Div();
    desk.form()
        .map(form -> path.line() == null ? form.fields() : form.lines(path.field()))
        .ifPresent(
            fields ->
                fields.forEach(
                    field -> {
                      String id = FormEdit.id(field);
                      var name = new Span(id);
                      name.addClassName("nd-code");
                      String title =
                          field.has("label")
                              ? Definitions.text(field.get("label"), desk.locale(), id)
                              : id;
                      list.add(new Div(name, new Span(title)));
                    }));
    add(list, Sheet.hint(desk.text("names.functions")));
  }
}
