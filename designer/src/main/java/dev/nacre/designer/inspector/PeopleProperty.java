package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.desk.Desk;

/** Several people, a card each: named, or computed. */
final class PeopleProperty extends EntriesProperty {
  private static final JsonNode NOBODY = TextNode.valueOf("");

  private final About about;

  PeopleProperty(Desk desk, String label, About about) {
    super(desk, label, desk.text("row.add"));
    this.about = about;
  }

  /** Nobody at all is written too: it says that people are meant. */
  @Override
  JsonNode none() {
    return JsonNodeFactory.instance.arrayNode();
  }

  /** Nobody is told of a person that isn't named yet. */
  @Override
  void add() {
    rows.add(NOBODY);
    draw();
  }

  @Override
  Component card(int index, JsonNode row) {
    var person = new PersonProperty(desk, desk.text("person.person"), about);
    person.show(row);
    person.onChange(
        () -> {
          JsonNode value = person.value();
          set(index, value == null ? NOBODY : value);
        });
    return new Card(new Div(removal(index)), person.component());
  }
}
