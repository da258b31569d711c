package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Desk;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A person: whoever created the record, one that is named, or one that a field or formula names.
 */
final class PersonProperty extends FramedProperty {
  private static final String CREATOR = "record.createdBy";

  private final Desk desk;
  private final About about;
  private final Select<Mode> mode = new Select<>();
  private final Div place = new Div();
  private @Nullable JsonNode given;

  private enum Mode {
    CREATOR,
    PERSON,
    COMPUTED
  }

  PersonProperty(Desk desk, String label, About about) {
    super("nd-property");
    this.desk = desk;
    this.about = about;
    mode.setLabel(label);
    mode.setItems(Mode.values());
    mode.setItemLabelGenerator(m -> desk.text("person." + m.name().toLowerCase(Locale.ROOT)));
    mode.setWidthFull();
    mode.addValueChangeListener(
        change -> {
          if (telling()) {
            given =
                change.getValue() == Mode.CREATOR
                    ? JsonNodeFactory.instance.objectNode().put("expr", CREATOR)
                    : null;
            draw();
            tell();
          }
        });
    box.add(mode, place, error);
  }

  @Override
  public void show(@Nullable JsonNode value) {
    quietly(() -> fill(value));
  }

  private void fill(@Nullable JsonNode value) {
    given = value;
    if (value == null || value.isTextual()) {
      mode.setValue(Mode.PERSON);
    } else {
      boolean creator = value.path("expr").asText().equals(CREATOR);
      mode.setValue(creator ? Mode.CREATOR : Mode.COMPUTED);
    }
    draw();
  }

  private void draw() {
    place.removeAll();
    Mode chosen = mode.getValue();
    if (chosen == Mode.PERSON) {
      Map<String, String> people = desk.people();
      var input = new ComboBox<String>();
      input.setItems(people.keySet());
      input.setItemLabelGenerator(id -> people.getOrDefault(id, id));
      input.setAriaLabel(desk.text("person.person"));
      input.setWidthFull();
      if (given != null && people.containsKey(given.asText())) {
        input.setValue(given.asText());
      }
      input.addValueChangeListener(
          change -> {
            given = change.getValue() == null ? null : TextNode.valueOf(change.getValue());
            tell();
          });
      place.add(input);
    } else if (chosen == Mode.COMPUTED) {
      var value = new ValueProperty(desk, desk.text("person.computed"), about, null);
      value.show(given == null ? JsonNodeFactory.instance.objectNode().put("field", "") : given);
      value.onChange(
          () -> {
            given = value.value();
            tell();
          });
      place.add(value.component());
    }
  }

  @Override
  public @Nullable JsonNode value() {
    return given;
  }
}
