package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.kind.NamesField;
import java.util.List;

/** Groups of fields, such as those whose values together are unique. */
final class GroupsProperty extends EntriesProperty {
  private final String label;
  private final About about;

  GroupsProperty(Desk desk, String label, About about) {
    super(desk, label, desk.text("row.add"));
    this.label = label;
    this.about = about;
  }

  @Override
  List<JsonNode> write(JsonNode group) {
    return group.isEmpty() ? List.of() : super.write(group);
  }

  /** Nobody is told of a group without fields. */
  @Override
  void add() {
    rows.add(JsonNodeFactory.instance.arrayNode());
    draw();
  }

  @Override
  Component card(int index, JsonNode group) {
    PropertyEditor fields = NamesProperty.fields(desk, "", about, NamesField.Of.FIELD);
    fields.show(group);
    fields.component().getElement().setAttribute("aria-label", label);
    fields.onChange(
        () -> {
          JsonNode value = fields.value();
          set(index, value == null ? JsonNodeFactory.instance.arrayNode() : value);
        });
    var row = new Div(fields.component());
    row.addClassName("nd-set-row");
    row.add(Icons.button(VaadinIcon.CLOSE_SMALL, desk.text("delete"), () -> remove(index)));
    return row;
  }
}
