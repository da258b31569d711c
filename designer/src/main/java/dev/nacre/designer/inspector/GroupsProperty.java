package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.kind.NamesField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Groups of fields, such as those whose values together are unique. */
final class GroupsProperty implements PropertyEditor {
  private final Desk desk;
  private final String label;
  private final About about;
  private final Div box = new Div();
  private final Div rows = new Div();
  private final Span error = new Span();
  private final List<Runnable> listeners = new ArrayList<>();
  private ArrayNode groups = JsonNodeFactory.instance.arrayNode();

  GroupsProperty(Desk desk, String label, About about) {
    this.desk = desk;
    this.label = label;
    this.about = about;
    var title = new Span(label);
    title.addClassName("nd-label");
    error.addClassName("nd-error");
    var more =
        new Button(
            desk.text("row.add"),
            VaadinIcon.PLUS.create(),
            click -> {
              groups.addArray();
              draw();
            });
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    box.addClassName("nd-rows");
    box.add(title, rows, error, more);
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    groups = value instanceof ArrayNode array ? array.deepCopy() : groups.arrayNode();
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    ArrayNode written = groups.arrayNode();
    groups.forEach(
        group -> {
          if (!group.isEmpty()) {
            written.add(group.deepCopy());
          }
        });
    return written.isEmpty() ? null : written;
  }

  private void draw() {
    rows.removeAll();
    for (int i = 0; i < groups.size(); i++) {
      int at = i;
      PropertyEditor fields = NamesProperty.fields(desk, "", about, NamesField.Of.FIELD);
      fields.show(groups.get(i));
      fields.component().getElement().setAttribute("aria-label", label);
      fields.onChange(
          () -> {
            JsonNode chosen = fields.value();
            groups.set(at, chosen == null ? groups.arrayNode() : chosen);
            tell();
          });
      var row = new Div(fields.component());
      row.addClassName("nd-set-row");
      row.add(
          Icons.button(
              VaadinIcon.CLOSE_SMALL,
              desk.text("delete"),
              () -> {
                groups.remove(at);
                draw();
                tell();
              }));
      rows.add(row);
    }
  }

  private void tell() {
    List.copyOf(listeners).forEach(Runnable::run);
  }

  @Override
  public void onChange(Runnable listener) {
    listeners.add(listener);
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }
}
