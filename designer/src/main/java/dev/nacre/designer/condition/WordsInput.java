package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.textfield.TextFieldVariant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Several words with commas between them, in any spelling of a comma. */
final class WordsInput extends TextField {

  WordsInput(String placeholder, Runnable changed) {
    setPlaceholder(placeholder);
    setAriaLabel(placeholder);
    addThemeVariants(TextFieldVariant.LUMO_SMALL);
    setWidthFull();
    addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            changed.run();
          }
        });
  }

  void show(@Nullable JsonNode value) {
    List<String> words = new ArrayList<>();
    if (value != null) {
      value.forEach(word -> words.add(word.asText()));
    }
    setValue(String.join(", ", words));
  }

  @Nullable JsonNode json() {
    ArrayNode array = JsonNodeFactory.instance.arrayNode();
    for (String word : getValue().split("[,，、;；\\n]", -1)) {
      if (!word.isBlank()) {
        array.add(word.strip());
      }
    }
    return array.isEmpty() ? null : array;
  }
}
