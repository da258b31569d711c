package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.checkbox.Checkbox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import org.jspecify.annotations.Nullable;

/** What the history of a form's records asks and keeps. */
final class HistoryProperty implements PropertyEditor {
  private final Div box = new Div();
  private final Span error = new Span();
  private final Checkbox note;
  private final Checkbox checksum;
  private final ConditionProperty when;

  HistoryProperty(Desk desk, String label, About about) {
    var title = new Span(label);
    title.addClassName("nd-label");
    note = new Checkbox(desk.text("history.note"));
    note.setId("history-note");
    checksum = new Checkbox(desk.text("history.checksum"));
    checksum.setId("history-checksum");
    when = new ConditionProperty(desk, desk.text("history.when"), about, false);
    error.addClassName("nd-error");
    box.addClassName("nd-property");
    box.add(title, note, when.component(), checksum, error);
    note.addValueChangeListener(change -> when.component().setVisible(change.getValue()));
    when.component().setVisible(false);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    note.setValue(value != null && value.path("note").asText().equals("required"));
    checksum.setValue(value != null && value.path("checksum").asBoolean());
    when.show(value == null || !note.getValue() ? null : value.get("when"));
  }

  @Override
  public @Nullable JsonNode value() {
    ObjectNode history = JsonNodeFactory.instance.objectNode();
    if (note.getValue()) {
      history.put("note", "required");
      JsonNode condition = when.value();
      if (condition != null) {
        history.set("when", condition);
      }
    }
    if (checksum.getValue()) {
      history.put("checksum", true);
    }
    return history.isEmpty() ? null : history;
  }

  @Override
  public void onChange(Runnable listener) {
    note.addValueChangeListener(change -> tell(change.isFromClient(), listener));
    checksum.addValueChangeListener(change -> tell(change.isFromClient(), listener));
    when.onChange(listener);
  }

  private static void tell(boolean person, Runnable listener) {
    if (person) {
      listener.run();
    }
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
