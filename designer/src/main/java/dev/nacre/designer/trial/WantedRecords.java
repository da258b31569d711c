package dev.nacre.designer.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.details.Details;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.app.RuleTrials;
import dev.nacre.designer.condition.ConditionBuilder;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Fields;
import dev.nacre.metadata.Condition;
import dev.nacre.metadata.Value;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Asks which past records are meant: of which form, how old, under which condition, how many. */
final class WantedRecords extends Div {
  private static final List<Integer> LIMITS = List.of(20, 100, 500, 1000, 2000, 5000, 10_000);
  private static final List<Integer> DAYS = List.of(1, 7, 30, 0);
  private static final int WEEK = 7;
  private static final int YEAR = 365;
  private static final int USUAL = 100;

  private final Select<String> form = new Select<>();
  private final Select<Integer> days = new Select<>();
  private final Select<Integer> limit = new Select<>();
  private final Checkbox schedules = new Checkbox();
  private final ConditionBuilder condition;

  WantedRecords(Desk desk) {
    List<String> forms = Definitions.ids(desk.session().published(), "forms");
    form.setLabel(desk.text("trial.form"));
    form.setItems(forms);
    form.setItemLabelGenerator(
        id ->
            Definitions.title(desk.session().published(), "forms/" + id + ".json", desk.locale()));
    form.getElement().setAttribute("data-trial", "form");
    days.setLabel(desk.text("trial.days"));
    days.setItems(DAYS);
    days.setItemLabelGenerator(
        n ->
            switch (n) {
              case 0 -> desk.text("trial.days.all");
              case 1 -> desk.text("trial.days.day");
              default -> desk.text("trial.days.last", n);
            });
    days.setValue(WEEK);
    limit.setLabel(desk.text("trial.limit"));
    limit.setItems(LIMITS);
    limit.setItemLabelGenerator(n -> desk.text("trial.limit.most", n));
    limit.setValue(USUAL);
    schedules.setLabel(desk.text("trial.schedules"));
    schedules.setValue(true);
    schedules.getElement().setAttribute("data-trial", "schedules");
    condition = new ConditionBuilder(desk, () -> Fields.of(desk, form()), false);
    form.addValueChangeListener(change -> condition.show(null));
    forms.stream().findFirst().ifPresent(form::setValue);
    var only = new Details(desk.text("trial.condition"), condition);
    only.getElement().setAttribute("data-trial", "condition");
    var asked = new Div(form, days, limit, schedules);
    asked.addClassName("nd-trial-asked");
    add(asked, only);
  }

  /** The form's id; empty when the app serves none. */
  String form() {
    return form.getValue() == null ? "" : form.getValue();
  }

  /**
   * What is asked for.
   *
   * @throws IllegalArgumentException when the condition isn't finished
   */
  RuleTrials.Wish wish() {
    return new RuleTrials.Wish(
        form(),
        where(),
        limit.getValue(),
        schedules.getValue()
            ? Duration.ofDays(days.getValue() == 0 ? YEAR : days.getValue())
            : null);
  }

  private @Nullable Condition where() {
    var parts = new ArrayList<Condition>();
    if (days.getValue() > 0) {
      parts.add(since(days.getValue()));
    }
    JsonNode own = condition.value();
    if (own != null) {
      parts.add(Condition.read(own));
    }
    return parts.isEmpty() ? null : new Condition.All(parts);
  }

  private static Condition since(int days) {
    return new Condition.Compare(
        "createdAt",
        Condition.Op.WITHIN,
        new Value.Literal(JsonNodeFactory.instance.objectNode().put("last", "P" + days + "D")));
  }
}
