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
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.Ids;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several groups of settings, such as the options of a choice: a card each. */
final class RowsProperty implements PropertyEditor {
  private final Desk desk;
  private final KindDescriptor kind;
  private final Shape.Group group;
  private final About about;
  private final Div box = new Div();
  private final Div cards = new Div();
  private final Span error = new Span();
  private final List<Runnable> listeners = new ArrayList<>();
  private ArrayNode rows = JsonNodeFactory.instance.arrayNode();

  RowsProperty(Desk desk, KindDescriptor kind, String label, Shape.Group group, About about) {
    this.desk = desk;
    this.kind = kind;
    this.group = group;
    this.about = about;
    box.addClassName("nd-rows");
    var title = new Span(label);
    title.addClassName("nd-label");
    error.addClassName("nd-error");
    var more = new Button(desk.text("row.add"), VaadinIcon.PLUS.create());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    more.addClickListener(click -> add());
    box.add(title, cards, error, more);
  }

  @Override
  public Component component() {
    return box;
  }

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
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }

  private void draw() {
    cards.removeAll();
    for (int i = 0; i < rows.size(); i++) {
      if (rows.get(i) instanceof ObjectNode row) {
        cards.add(card(i, row));
      }
    }
  }

  private Div card(int index, ObjectNode row) {
    var card = new Div();
    card.addClassName("nd-card");
    var body = new GroupBody[1];
    body[0] =
        new GroupBody(
            desk,
            kind,
            group,
            about,
            row,
            () -> {
              if (body[0].editors().get("label") instanceof LabelProperty label) {
                name(row, label, body[0].editors());
              }
              tell();
            });
    card.add(body[0]);
    var tools = new Div();
    tools.addClassName("nd-tools");
    tools.add(
        Icons.button(VaadinIcon.ARROW_UP, desk.text("up"), () -> move(index, -1)),
        Icons.button(VaadinIcon.ARROW_DOWN, desk.text("down"), () -> move(index, 1)),
        Icons.button(VaadinIcon.TRASH, desk.text("delete"), () -> remove(index)));
    card.add(tools);
    return card;
  }

  /** A value that nobody has chosen yet follows the label. */
  private static void name(
      ObjectNode row, LabelProperty label, Map<String, PropertyEditor> editors) {
    PropertyEditor value = editors.get("value");
    String now = row.path("value").asText();
    if (value != null && (now.isEmpty() || now.matches("option_\\d+"))) {
      String id = Ids.suggest(label.english(), null, "");
      String named = id.isEmpty() ? label.chinese() : id;
      if (!named.isEmpty()) {
        row.put("value", named);
        value.show(row.get("value"));
      }
    }
  }

  private void add() {
    ObjectNode row = NewSettings.group(desk, group);
    rows.add(row);
    if (group.properties().stream().anyMatch(p -> p.name().equals("value"))) {
      row.put("value", "option_" + rows.size());
    }
    draw();
    tell();
  }

  private void move(int index, int by) {
    int to = index + by;
    if (to >= 0 && to < rows.size()) {
      rows.insert(to, rows.remove(index));
      draw();
      tell();
    }
  }

  private void remove(int index) {
    rows.remove(index);
    draw();
    tell();
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }
}
