package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.combobox.MultiSelectComboBoxVariant;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Several words, each finished with Enter; several at once when they are pasted with commas. */
final class WordsInput extends MultiSelectComboBox<String> {
  private final Set<String> known = new LinkedHashSet<>();
  private boolean telling = true;

  WordsInput(String placeholder, Runnable changed) {
    setPlaceholder(placeholder);
    setAriaLabel(placeholder);
    setAllowCustomValue(true);
    setAutoExpand(AutoExpandMode.BOTH);
    addThemeVariants(MultiSelectComboBoxVariant.LUMO_SMALL);
    setWidthFull();
    addCustomValueSetListener(
        event -> {
          var all = new LinkedHashSet<>(getValue());
          for (String word : event.getDetail().split("[,，、;；\\n]", -1)) {
            if (!word.isBlank()) {
              all.add(word.strip());
            }
          }
          offer(all);
          setValue(all);
        });
    addValueChangeListener(
        change -> {
          if (telling) {
            changed.run();
          }
        });
  }

  private void offer(Set<String> words) {
    if (known.addAll(words)) {
      telling = false;
      Set<String> chosen = getValue();
      setItems(known);
      setValue(chosen);
      telling = true;
    }
  }

  void show(@Nullable JsonNode value) {
    var words = new LinkedHashSet<String>();
    if (value != null) {
      value.forEach(word -> words.add(word.asText()));
    }
    telling = false;
    offer(words);
    telling = false;
    setValue(words);
    telling = true;
  }

  @Nullable JsonNode json() {
    if (getValue().isEmpty()) {
      return null;
    }
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    getValue().forEach(array::add);
    return array;
  }
}
