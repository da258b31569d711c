package dev.nacre.designer.role;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Rights;
import dev.nacre.designer.desk.Selection;
import java.util.ArrayList;
import java.util.List;

/** What may be done with the records of one form: a tick each, and half a one for some records. */
final class FormRights extends Div {
  private static final List<String> MARKS = List.of("read", "mask", "hidden");

  private final Desk desk;
  private final Rights rights;
  private final String form;

  FormRights(Desk desk, String form) {
    this.desk = desk;
    this.rights = new Rights(desk);
    this.form = form;
    addClassName("nd-rights-row");
    getElement().setAttribute("role", "row");
    getElement().setAttribute("data-form", form);
    setClassName("nd-selected", RoleCanvas.selected(desk, form));
    String title =
        Definitions.title(desk.session().files(), "forms/" + form + ".json", desk.locale());
    var name = new Button(title, click -> select());
    name.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE);
    add(name);
    Rights.ACTIONS.forEach(action -> add(tick(title, action)));
    add(limits());
  }

  private void select() {
    desk.select(new Selection.Granted(form));
  }

  private Div tick(String title, String action) {
    Rights.Reach reach = rights.reach(form, action);
    Checkbox tick =
        Switch.of(
            "",
            reach == Rights.Reach.ALL,
            all -> {
              rights.grant(form, action, all);
              select();
            });
    tick.setIndeterminate(reach == Rights.Reach.SOME);
    tick.setAriaLabel(title + ": " + desk.text("role.action." + action));
    tick.getElement().setAttribute("data-action", action);
    var cell = new Div(tick);
    if (reach == Rights.Reach.SOME) {
      var some = new Button(VaadinIcon.FILTER.create(), click -> select());
      some.addThemeVariants(ButtonVariant.LUMO_TERTIARY_INLINE, ButtonVariant.LUMO_SMALL);
      some.setAriaLabel(desk.text("role.some"));
      some.setTooltipText(desk.text("role.some"));
      cell.add(some);
    }
    cell.getElement().setAttribute("role", "cell");
    return cell;
  }

  /** How many fields are limited, in words. */
  private Div limits() {
    JsonNode fields = rights.form(form).path("fields");
    var words = new ArrayList<String>();
    for (String mark : MARKS) {
      long many = fields.valueStream().filter(value -> value.asText().equals(mark)).count();
      if (many > 0) {
        words.add(desk.text("role.limited." + mark, many));
      }
    }
    var cell = new Div(new Span(String.join(", ", words)));
    cell.addClassName("nd-muted");
    cell.getElement().setAttribute("role", "cell");
    return cell;
  }
}
