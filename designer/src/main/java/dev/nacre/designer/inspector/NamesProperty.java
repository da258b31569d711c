package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.checkbox.CheckboxGroup;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.kind.NamesField.Of;
import dev.nacre.metadata.FieldDefinition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** Inputs for names: of fields, of some of a few values, or freely written. */
final class NamesProperty {
  private NamesProperty() {}

  /** One field. */
  static PropertyEditor field(Desk desk, String label, About about, Of of) {
    var picker = new FieldPicker(about.named(desk, of), label);
    picker.setClearButtonVisible(true);
    return picked(desk, picker, label);
  }

  /** One of the fields that a picker offers. */
  static PropertyEditor picked(Desk desk, FieldPicker picker, String label) {
    return new InputProperty<FieldChoice>(
        picker,
        label,
        json -> {
          picker.show(json.asText(), path -> unknown(desk, path));
          return picker.getValue();
        },
        choice -> TextNode.valueOf(choice.path()));
  }

  /** Several fields, in the order in which they were chosen. */
  static PropertyEditor fields(Desk desk, String label, About about, Of of) {
    List<FieldChoice> all = about.named(desk, of);
    var input = new MultiSelectComboBox<FieldChoice>();
    input.setItems(all);
    input.setItemLabelGenerator(FieldChoice::label);
    input.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
    return new InputProperty<Set<FieldChoice>>(
        input,
        label,
        json -> {
          var chosen = new LinkedHashSet<FieldChoice>();
          json.forEach(
              name ->
                  chosen.add(
                      all.stream()
                          .filter(field -> field.path().equals(name.asText()))
                          .findFirst()
                          .orElseGet(() -> unknown(desk, name.asText()))));
          return chosen;
        },
        chosen -> array(chosen.stream().map(FieldChoice::path).toList()));
  }

  /** Some of many values, in the order in which they were chosen. */
  static PropertyEditor several(String label, Map<String, String> names) {
    var input = new MultiSelectComboBox<String>();
    input.setItems(names.keySet());
    input.setItemLabelGenerator(id -> names.getOrDefault(id, id));
    input.setAutoExpand(MultiSelectComboBox.AutoExpandMode.VERTICAL);
    return new InputProperty<Set<String>>(
        input,
        label,
        json -> {
          var chosen = new LinkedHashSet<String>();
          json.forEach(value -> chosen.add(value.asText()));
          return chosen;
        },
        chosen -> array(List.copyOf(chosen)));
  }

  /** Some of a few values. */
  static PropertyEditor some(String label, List<String> values, Function<String, String> names) {
    var input = new CheckboxGroup<String>();
    input.setItems(values);
    input.setItemLabelGenerator(names::apply);
    return new InputProperty<Set<String>>(
        input,
        label,
        json -> {
          var chosen = new LinkedHashSet<String>();
          json.forEach(value -> chosen.add(value.asText()));
          return chosen;
        },
        chosen -> array(values.stream().filter(chosen::contains).toList()));
  }

  /** Words with commas between them. */
  static PropertyEditor words(String label) {
    return new InputProperty<String>(
        new TextField(),
        label,
        json -> {
          var words = new LinkedHashSet<String>();
          json.forEach(word -> words.add(word.asText()));
          return String.join(", ", words);
        },
        text -> array(List.of(text.strip().split("\\s*[,，]\\s*", -1))));
  }

  private static ArrayNode array(List<String> texts) {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    texts.stream().filter(text -> !text.isEmpty()).forEach(array::add);
    return array;
  }

  /** A name that no field has is shown as it stands. */
  static FieldChoice unknown(Desk desk, String path) {
    var text =
        new FieldDefinition(path, "text", null, null, false, false, false, false, null, null, null);
    return new FieldChoice(path, path, text, desk.renderers());
  }
}
