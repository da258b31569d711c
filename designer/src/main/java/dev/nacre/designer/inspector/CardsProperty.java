package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Several of something, a card each, and a way to add one. */
abstract class CardsProperty extends FramedProperty {
  final Desk desk;
  final Button more;
  ArrayNode rows = JsonNodeFactory.instance.arrayNode();
  private final Div cards = new Div();
  private final Map<Integer, Card> byIndex = new TreeMap<>();

  /**
   * A frame without cards.
   *
   * @param add what the button says that adds one
   */
  CardsProperty(Desk desk, String label, String add) {
    super("nd-rows");
    this.desk = desk;
    more = new Button(add, VaadinIcon.PLUS.create(), click -> add());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    box.add(title(label), cards, error, more);
  }

  /** The card of a row; null for what can't be shown as one. */
  abstract @Nullable Component card(int index, JsonNode row);

  /** Adds a row to begin with. */
  abstract void add();

  @Override
  public void show(@Nullable JsonNode value) {
    rows = value instanceof ArrayNode array ? array.deepCopy() : rows.arrayNode();
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return rows.isEmpty() ? null : rows.deepCopy();
  }

  @Override
  public void wrong(List<Fault> faults) {
    var rest = new ArrayList<>(faults);
    byIndex.forEach(
        (index, card) -> {
          String part = String.valueOf(index);
          card.wrong(Fault.of(faults, part));
          rest.removeIf(fault -> fault.within(part));
        });
    wrong(Fault.text(rest));
  }

  final void draw() {
    cards.removeAll();
    byIndex.clear();
    for (int i = 0; i < rows.size(); i++) {
      Component card = card(i, rows.get(i));
      if (card instanceof Card shown) {
        byIndex.put(i, shown);
      }
      if (card != null) {
        cards.add(card);
      }
    }
  }

  final void set(int index, @Nullable JsonNode value, JsonNode otherwise) {
    rows.set(index, value == null ? otherwise : value);
    tell();
  }

  final void move(int index, int by) {
    int to = index + by;
    if (to >= 0 && to < rows.size()) {
      rows.insert(to, rows.remove(index));
      draw();
      tell();
    }
  }

  final void remove(int index) {
    rows.remove(index);
    draw();
    tell();
  }

  /** The button that takes a card away. */
  final Button removal(int index) {
    return Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> remove(index));
  }
}
