package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.html.Div;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The life cycle of a record: which field holds its state, and what may come after what. */
final class StatesProperty extends FramedProperty {
  private final Desk desk;
  private final About about;
  private final Div body = new Div();
  private @Nullable ObjectNode states;

  StatesProperty(Desk desk, String label, About about) {
    super("nd-rows");
    this.desk = desk;
    this.about = about;
    box.add(title(label), body, error);
  }

  @Override
  public void show(@Nullable JsonNode value) {
    states = value instanceof ObjectNode object ? object.deepCopy() : null;
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return states == null ? null : states.deepCopy();
  }

  private void draw() {
    body.removeAll();
    var field = new ComboBox<FieldChoice>(desk.text("states.field"));
    List<FieldChoice> fit =
        Fields.of(desk, about.form().get()).all().stream()
            .filter(f -> !f.path().contains("."))
            .filter(
                f ->
                    desk.types()
                        .find(f.definition().type())
                        .filter(type -> type.hasStates())
                        .isPresent())
            .toList();
    field.setItems(fit);
    field.setItemLabelGenerator(FieldChoice::label);
    field.setClearButtonVisible(true);
    field.setPlaceholder(desk.text("states.none"));
    field.setWidthFull();
    FieldChoice chosen =
        fit.stream()
            .filter(f -> states != null && f.path().equals(states.path("field").asText()))
            .findFirst()
            .orElse(null);
    if (chosen != null) {
      field.setValue(chosen);
    }
    field.addValueChangeListener(change -> become(change.getValue()));
    body.add(field);
    if (chosen != null && states != null) {
      Map<String, String> names = options(chosen);
      names.keySet().forEach(state -> body.add(after(state, names, states)));
    }
  }

  private void become(@Nullable FieldChoice field) {
    if (field == null) {
      states = null;
    } else {
      states = JsonNodeFactory.instance.objectNode().put("field", field.path());
      states.putArray("transitions");
    }
    draw();
    tell();
  }

  private Component after(String state, Map<String, String> names, ObjectNode all) {
    var next = new MultiSelectComboBox<String>(desk.text("states.after", names.get(state)));
    next.setItems(names.keySet().stream().filter(other -> !other.equals(state)).toList());
    next.setItemLabelGenerator(id -> names.getOrDefault(id, id));
    next.setPlaceholder(desk.text("states.final"));
    next.setWidthFull();
    Set<String> to = new LinkedHashSet<>();
    all.path("transitions")
        .forEach(
            t -> {
              if (t.path("from").asText().equals(state)
                  && names.containsKey(t.path("to").asText())) {
                to.add(t.path("to").asText());
              }
            });
    next.setValue(to);
    next.addValueChangeListener(change -> set(state, change.getValue()));
    return next;
  }

  /** In the order of the states, so that the file stays readable. */
  private void set(String state, Set<String> next) {
    if (states == null) {
      return;
    }
    ArrayNode before = states.withArray("/transitions");
    ArrayNode after = before.arrayNode();
    before.forEach(
        t -> {
          if (!t.path("from").asText().equals(state)) {
            after.add(t);
          }
        });
    next.forEach(to -> after.addObject().put("from", state).put("to", to));
    states.set("transitions", after);
    tell();
  }

  private Map<String, String> options(FieldChoice field) {
    var names = new LinkedHashMap<String, String>();
    JsonNode settings = field.definition().settings();
    if (settings != null) {
      settings
          .path("options")
          .forEach(
              option -> {
                String value = option.path("value").asText();
                names.put(
                    value,
                    option.has("label")
                        ? Definitions.text(option.get("label"), desk.locale(), value)
                        : value);
              });
    }
    return names;
  }
}
