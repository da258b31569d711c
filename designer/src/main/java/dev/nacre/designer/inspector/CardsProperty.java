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
import dev.nacre.designer.draft.Kept;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Several of something, a card each, and a way to add one. A card may stand for several entries of
 * the value.
 *
 * @param <T> what a card shows
 */
abstract class CardsProperty<T> extends FramedProperty {
  final Desk desk;
  final Button more;
  final List<T> rows = new ArrayList<>();
  private final Div cards = new Div();
  private final Map<Integer, Card> byIndex = new TreeMap<>();

  /** For each entry of the value its card. */
  private final List<Integer> owners = new ArrayList<>();

  private @Nullable JsonNode given;

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

  /** What a value shows, and which entries each of it stands for. */
  abstract List<Kept<T>> read(JsonNode value);

  /** The entries that one of it stands for; none for what isn't written yet. */
  abstract List<JsonNode> write(T row);

  /** The card of one; null for what can't be shown as one. */
  abstract @Nullable Component card(int index, T row);

  /** Adds one to begin with. */
  abstract void add();

  /** What is written when there is none; null means nothing. */
  @Nullable JsonNode none() {
    return null;
  }

  @Override
  public final void show(@Nullable JsonNode value) {
    given = value;
    rows.clear();
    owners.clear();
    if (value != null) {
      for (Kept<T> kept : read(value)) {
        for (int at : kept.at()) {
          while (owners.size() <= at) {
            owners.add(-1);
          }
          owners.set(at, rows.size());
        }
        rows.add(kept.what());
      }
    }
    draw();
  }

  @Override
  public final @Nullable JsonNode value() {
    return given;
  }

  /** Says that the person has changed something in a card. */
  final void changed() {
    ArrayNode entries = JsonNodeFactory.instance.arrayNode();
    owners.clear();
    for (int i = 0; i < rows.size(); i++) {
      for (JsonNode entry : write(rows.get(i))) {
        entries.add(entry);
        owners.add(i);
      }
    }
    given = entries.isEmpty() ? none() : entries;
    tell();
  }

  @Override
  public void wrong(List<Fault> faults) {
    var rest = new ArrayList<>(faults);
    var byCard = new TreeMap<Integer, List<Fault>>();
    for (int i = 0; i < owners.size(); i++) {
      String entry = String.valueOf(i);
      if (byIndex.containsKey(owners.get(i))) {
        byCard
            .computeIfAbsent(owners.get(i), card -> new ArrayList<>())
            .addAll(Fault.of(faults, entry));
        rest.removeIf(fault -> fault.within(entry));
      }
    }
    byIndex.forEach((index, card) -> card.wrong(byCard.getOrDefault(index, List.of())));
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

  final void set(int index, T row) {
    rows.set(index, row);
    changed();
  }

  final void move(int index, int by) {
    int to = index + by;
    if (to >= 0 && to < rows.size()) {
      rows.add(to, rows.remove(index));
      draw();
      changed();
    }
  }

  final void remove(int index) {
    rows.remove(index);
    draw();
    changed();
  }

  /** The button that takes a card away. */
  final Button removal(int index) {
    return Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> remove(index));
  }
}
