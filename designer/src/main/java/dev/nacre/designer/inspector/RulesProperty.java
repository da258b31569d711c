package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.draft.FormEdit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The rules of a form: when something holds, fields are required, shown, set, or a save refused.
 */
final class RulesProperty implements PropertyEditor {
  private final Desk desk;
  private final About about;
  private final Div box = new Div();
  private final Div cards = new Div();
  private final Span error = new Span();
  private final List<Runnable> listeners = new ArrayList<>();
  private ArrayNode rules = JsonNodeFactory.instance.arrayNode();

  RulesProperty(Desk desk, String label, About about) {
    this.desk = desk;
    this.about = about;
    var title = new Span(label);
    title.addClassName("nd-label");
    error.addClassName("nd-error");
    var more = new Button(desk.text("rule.add"), VaadinIcon.PLUS.create(), click -> add());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    more.getElement().setAttribute("data-rule", "add");
    box.addClassName("nd-rows");
    box.add(title, cards, error, more);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    rules = value instanceof ArrayNode array ? array.deepCopy() : rules.arrayNode();
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return rules.isEmpty() ? null : rules.deepCopy();
  }

  private void draw() {
    cards.removeAll();
    for (int i = 0; i < rules.size(); i++) {
      if (rules.get(i) instanceof ObjectNode rule) {
        cards.add(card(i, rule));
      }
    }
  }

  private Div card(int index, ObjectNode rule) {
    var card = new Div();
    card.addClassNames("nd-card", "nd-rule");
    var name = new LabelProperty(desk, desk.text("rule.name"));
    name.show(rule.get("name"));
    name.onChange(() -> change(rule, "name", name.value()));
    var when = new ConditionProperty(desk, desk.text("rule.when"), about, false);
    when.show(rule.get("when"));
    when.onChange(() -> change(rule, "when", when.value()));
    var then = new Span(desk.text("rule.then"));
    then.addClassName("nd-label");
    var actions = new Div();
    actions.addClassName("nd-rule-actions");
    ArrayNode list = FormEdit.array(rule, "then");
    for (int i = 0; i < list.size(); i++) {
      int at = i;
      if (list.get(i) instanceof ObjectNode action) {
        actions.add(
            new RuleAction(
                desk,
                about,
                action,
                this::tell,
                () -> {
                  list.remove(at);
                  draw();
                  tell();
                }));
      }
    }
    var more =
        new Button(
            desk.text("rule.action"),
            VaadinIcon.PLUS.create(),
            click -> {
              list.addObject().put(RuleAction.FIRST, "");
              draw();
            });
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    var tools = new Div();
    tools.addClassName("nd-tools");
    tools.add(
        Icons.button(
            VaadinIcon.TRASH,
            desk.text("delete"),
            () -> {
              rules.remove(index);
              draw();
              tell();
            }));
    card.add(name.component(), when.component(), then, actions, more, tools);
    return card;
  }

  private void change(ObjectNode rule, String name, @Nullable JsonNode value) {
    Sheet.set(rule, name, value);
    tell();
  }

  private void add() {
    Set<String> taken = new HashSet<>();
    rules.forEach(rule -> taken.add(rule.path("id").asText()));
    String id = "rule";
    for (int n = 2; taken.contains(id); n++) {
      id = "rule_" + n;
    }
    ObjectNode rule = rules.addObject().put("id", id);
    rule.putArray("then").addObject().put(RuleAction.FIRST, "");
    draw();
    tell();
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
