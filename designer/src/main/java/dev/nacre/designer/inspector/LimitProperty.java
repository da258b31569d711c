package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import dev.nacre.designer.desk.Desk;
import org.jspecify.annotations.Nullable;

/** How a field is limited for the holders of a role. */
final class LimitProperty implements PropertyEditor {
  private static final String FREE = "free";

  private final Select<String> choice = new Select<>();
  private final Div box = new Div();

  LimitProperty(Desk desk, String label) {
    choice.setItems(FREE, "read", "mask", "hidden");
    choice.setItemLabelGenerator(mark -> desk.text("role.limit." + mark));
    choice.setAriaLabel(label);
    choice.addThemeName("small");
    box.addClassName("nd-limit");
    box.add(new Span(label), choice);
    show(null);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    String mark = value == null ? FREE : value.asText();
    choice.setValue(choice.getListDataView().getItems().anyMatch(mark::equals) ? mark : FREE);
  }

  @Override
  public @Nullable JsonNode value() {
    return choice.getValue().equals(FREE) ? null : TextNode.valueOf(choice.getValue());
  }

  @Override
  public void onChange(Runnable listener) {
    choice.addValueChangeListener(
        change -> {
          if (change.isFromClient()) {
            listener.run();
          }
        });
  }

  @Override
  public void wrong(String text) {
    choice.setInvalid(!text.isEmpty());
    choice.setErrorMessage(text);
  }
}
