package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.draft.FormEdit;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a form: when something holds, fields are required, shown, set, or a save refused.
 */
final class RulesProperty extends EntriesProperty {
  private final About about;

  RulesProperty(Desk desk, String label, About about) {
    super(desk, label, desk.text("rule.add"));
    this.about = about;
    more.getElement().setAttribute("data-rule", "add");
  }

  @Override
  @Nullable Component card(int index, JsonNode json) {
    if (!(json instanceof ObjectNode rule)) {
      return null;
    }
    var name = new LabelProperty(desk, desk.text("rule.name"));
    name.show(rule.get("name"));
    name.onChange(() -> change(rule, "name", name.value()));
    var when = new ConditionProperty(desk, desk.text("rule.when"), about, false);
    when.show(rule.get("when"));
    when.onChange(() -> change(rule, "when", when.value()));
    var actions = new Div();
    actions.addClassName("nd-rule-actions");
    ArrayNode list = FormEdit.array(rule, "then");
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      if (list.get(i) instanceof ObjectNode action) {
        actions.add(new RuleAction(desk, about, action, this::changed, () -> remove(list, at)));
      }
    }
    var further =
        new Button(
            desk.text("rule.action"),
            VaadinIcon.PLUS.create(),
            click -> {
              list.addObject().put(RuleAction.FIRST, "");
              draw();
            });
    further.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    var card =
        new Card(
            new Div(removal(index)),
            name.component(),
            when.component(),
            title(desk.text("rule.then")),
            actions,
            further);
    card.addClassName("nd-rule");
    return card.placing(
        faults -> {
          when.wrong(Fault.of(faults, "when"));
          return faults.stream().filter(fault -> !fault.within("when")).toList();
        });
  }

  private void remove(ArrayNode actions, int at) {
    actions.remove(at);
    draw();
    changed();
  }

  private void change(ObjectNode rule, String name, @Nullable JsonNode value) {
    Sheet.set(rule, name, value);
    changed();
  }

  @Override
  void add() {
    Set<String> taken = new HashSet<>();
    rows.forEach(rule -> taken.add(rule.path("id").asText()));
    String id = "rule";
    for (int n = 2; taken.contains(id); n++) {
      id = "rule_" + n;
    }
    ObjectNode rule = JsonNodeFactory.instance.objectNode().put("id", id);
    rows.add(rule);
    rule.putArray("then").addObject().put(RuleAction.FIRST, "");
    draw();
    changed();
  }
}
