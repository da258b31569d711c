package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.NewSettings;
import dev.nacre.kind.KindDescriptor;
import dev.nacre.kind.Property.Shape;
import dev.nacre.metadata.Ids;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several groups of settings, such as the options of a choice: a card each. */
final class RowsProperty extends EntriesProperty {
  private final KindDescriptor kind;
  private final Shape.Group group;
  private final About about;

  RowsProperty(Desk desk, KindDescriptor kind, String label, Shape.Group group, About about) {
    super(desk, label, desk.text("row.add"));
    this.kind = kind;
    this.group = group;
    this.about = about;
  }

  @Override
  @Nullable Component card(int index, JsonNode json) {
    if (!(json instanceof ObjectNode row)) {
      return null;
    }
    var body = new GroupBody[1];
    body[0] =
        new GroupBody(
            desk,
            kind,
            group,
            about,
            row,
            () -> {
              if (body[0].editors().get("label") instanceof LabelProperty label) {
                name(row, label, body[0].editors());
              }
              changed();
            });
    var tools =
        new Div(
            Icons.button(VaadinIcon.ARROW_UP, desk.text("up"), () -> move(index, -1)),
            Icons.button(VaadinIcon.ARROW_DOWN, desk.text("down"), () -> move(index, 1)),
            removal(index));
    return new Card(tools, body[0]).placing(body[0]::wrong);
  }

  /** A value that nobody has chosen yet follows the label. */
  private static void name(
      ObjectNode row, LabelProperty label, Map<String, PropertyEditor> editors) {
    PropertyEditor value = editors.get("value");
    String now = row.path("value").asText();
    if (value != null && (now.isEmpty() || now.matches("option_\\d+"))) {
      String id = Ids.suggest(label.english(), null, "");
      String named = id.isEmpty() ? label.chinese() : id;
      if (!named.isEmpty()) {
        row.put("value", named);
        value.show(row.get("value"));
      }
    }
  }

  @Override
  void add() {
    ObjectNode row = NewSettings.group(desk, group);
    rows.add(row);
    if (group.properties().stream().anyMatch(p -> p.name().equals("value"))) {
      row.put("value", "option_" + rows.size());
    }
    draw();
    changed();
  }
}
