package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.desk.Desk;
import org.jspecify.annotations.Nullable;

/** Several people, a card each: named, or computed. */
final class PeopleProperty extends CardsProperty {
  private final About about;

  PeopleProperty(Desk desk, String label, About about) {
    super(desk, label, desk.text("row.add"));
    this.about = about;
  }

  /** Nobody at all is written too: it says that people are meant. */
  @Override
  public @Nullable JsonNode value() {
    return rows.deepCopy();
  }

  /** Nobody is told of a person that isn't named yet. */
  @Override
  void add() {
    rows.add("");
    draw();
  }

  @Override
  Component card(int index, JsonNode row) {
    var person = new PersonProperty(desk, desk.text("person.person"), about);
    person.show(row);
    person.onChange(() -> set(index, person.value(), rows.textNode("")));
    return new Card(new Div(removal(index)), person.component());
  }
}
