package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.kind.NamesField;
import org.jspecify.annotations.Nullable;

/** Groups of fields, such as those whose values together are unique. */
final class GroupsProperty extends CardsProperty {
  private final String label;
  private final About about;

  GroupsProperty(Desk desk, String label, About about) {
    super(desk, label, desk.text("row.add"));
    this.label = label;
    this.about = about;
  }

  @Override
  public @Nullable JsonNode value() {
    ArrayNode written = rows.arrayNode();
    rows.forEach(
        group -> {
          if (!group.isEmpty()) {
            written.add(group.deepCopy());
          }
        });
    return written.isEmpty() ? null : written;
  }

  /** Nobody is told of a group without fields. */
  @Override
  void add() {
    rows.addArray();
    draw();
  }

  @Override
  Component card(int index, JsonNode group) {
    PropertyEditor fields = NamesProperty.fields(desk, "", about, NamesField.Of.FIELD);
    fields.show(group);
    fields.component().getElement().setAttribute("aria-label", label);
    fields.onChange(() -> set(index, fields.value(), rows.arrayNode()));
    var row = new Div(fields.component());
    row.addClassName("nd-set-row");
    row.add(Icons.button(VaadinIcon.CLOSE_SMALL, desk.text("delete"), () -> remove(index)));
    return row;
  }
}
