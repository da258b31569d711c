package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several people, a card each: named, or computed. */
final class PeopleProperty implements PropertyEditor {
  private final Desk desk;
  private final About about;
  private final Div box = new Div();
  private final Div cards = new Div();
  private final Span error = new Span();
  private final List<Runnable> listeners = new ArrayList<>();
  private ArrayNode people = JsonNodeFactory.instance.arrayNode();

  PeopleProperty(Desk desk, String label, About about) {
    this.desk = desk;
    this.about = about;
    box.addClassName("nd-rows");
    var title = new Span(label);
    title.addClassName("nd-label");
    error.addClassName("nd-error");
    var more = new Button(desk.text("row.add"), VaadinIcon.PLUS.create(), click -> add());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    box.add(title, cards, error, more);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    people = value instanceof ArrayNode array ? array.deepCopy() : people.arrayNode();
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return people.deepCopy();
  }

  private void add() {
    people.add("");
    draw();
  }

  private void draw() {
    cards.removeAll();
    for (int i = 0; i < people.size(); i++) {
      cards.add(card(i));
    }
  }

  private Component card(int index) {
    var person = new PersonProperty(desk, desk.text("person.person"), about);
    person.show(people.get(index));
    person.onChange(
        () -> {
          JsonNode value = person.value();
          people.set(index, value == null ? people.textNode("") : value);
          tell();
        });
    var card = new Div(person.component());
    card.addClassName("nd-card");
    var tools = new Div(Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> remove(index)));
    tools.addClassName("nd-tools");
    card.add(tools);
    return card;
  }

  private void remove(int index) {
    people.remove(index);
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
