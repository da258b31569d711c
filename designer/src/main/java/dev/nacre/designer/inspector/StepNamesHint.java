package dev.nacre.designer.inspector;

import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.desk.Flow;
import dev.nacre.designer.draft.StepView;

/** The names that formulas of a step may use: the record's fields and what earlier steps gave. */
final class StepNamesHint extends Details {
  StepNamesHint(Desk desk, String step) {
    setSummaryText(desk.text("names"));
    addClassName("nd-names");
    var list = new Div();
    new Flow(desk)
        .workflow()
        .ifPresent(
            workflow -> {
              workflow
                  .form()
                  .ifPresent(
                      form ->
                          Fields.of(desk, form)
                              .all()
                              .forEach(field -> list.add(row(field.path(), field.label()))));
              for (StepView earlier : workflow.all()) {
                if (earlier.id().equals(step)) {
                  break;
                }
                String title =
                    earlier.json().has("name")
                        ? Definitions.text(earlier.json().get("name"), desk.locale(), earlier.id())
                        : earlier.id();
                list.add(row("steps." + earlier.id(), title));
              }
            });
    add(list, Sheet.hint(desk.text("names.functions")));
  }

  private static Div row(String name, String title) {
    var code = new Span(name);
    code.addClassName("nd-code");
    return new Div(code, new Span(title));
  }
}
