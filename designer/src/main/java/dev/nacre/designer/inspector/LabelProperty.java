package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.textfield.TextField;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.NewField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A text for people, in Chinese and in English; the reader's own language comes first. */
final class LabelProperty implements PropertyEditor {
  private final Desk desk;
  private final TextField english = new TextField();
  private final TextField chinese = new TextField();
  private final TextField own;
  private final Div pair = new Div();
  private final List<Runnable> listeners = new ArrayList<>();
  private boolean telling = true;
  private boolean readyMade;

  LabelProperty(Desk desk, String label) {
    this.desk = desk;
    boolean inChinese = desk.locale().getLanguage().equals(Locale.CHINESE.getLanguage());
    own = inChinese ? chinese : english;
    TextField other = inChinese ? english : chinese;
    own.setLabel(label);
    other.setAriaLabel(label + " (" + desk.text(inChinese ? "english" : "chinese") + ")");
    other.setPlaceholder(desk.text(inChinese ? "english" : "chinese"));
    own.setWidthFull();
    other.setWidthFull();
    own.setManualValidation(true);
    other.setManualValidation(true);
    pair.addClassName("nd-label-pair");
    pair.add(own, other);
    for (TextField input : List.of(own, other)) {
      input.addValueChangeListener(
          change -> {
            if (telling) {
              forgetReadyMade(input);
              List.copyOf(listeners).forEach(Runnable::run);
            }
          });
    }
  }

  /**
   * What nobody called it is no name: as soon as a person names it in one language, the ready-made
   * name in the other one goes.
   */
  private void forgetReadyMade(TextField named) {
    if (readyMade) {
      telling = false;
      (named == english ? chinese : english).clear();
      telling = true;
      readyMade = false;
    }
  }

  /** Says what is shown when it stays empty. */
  void otherwise(String text) {
    own.setPlaceholder(text);
  }

  @Override
  public Component component() {
    return pair;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    telling = false;
    boolean plain = value != null && value.isTextual();
    // a plain string is for every language
    String both = plain ? value.asText() : "";
    english.setValue(value == null || plain ? both : value.path("en").asText());
    chinese.setValue(value == null || plain ? both : value.path("zh").asText());
    readyMade = NewField.isReadyMade(desk, english.getValue(), chinese.getValue());
    telling = true;
  }

  @Override
  public @Nullable JsonNode value() {
    String en = english.getValue().strip();
    String zh = chinese.getValue().strip();
    if (en.isEmpty() && zh.isEmpty()) {
      return null;
    }
    if (en.equals(zh)) {
      return JsonNodeFactory.instance.textNode(en);
    }
    ObjectNode texts = JsonNodeFactory.instance.objectNode();
    if (!en.isEmpty()) {
      texts.put("en", en);
    }
    if (!zh.isEmpty()) {
      texts.put("zh", zh);
    }
    return texts;
  }

  /** The English text; empty when there is none. */
  String english() {
    return english.getValue().strip();
  }

  /** The Chinese text; empty when there is none. */
  String chinese() {
    return chinese.getValue().strip();
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    english.setErrorMessage(text);
    english.setInvalid(!text.isEmpty());
    chinese.setInvalid(!text.isEmpty());
  }
}
