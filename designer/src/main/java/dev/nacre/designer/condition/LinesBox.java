package dev.nacre.designer.condition;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.select.SelectVariant;
import dev.nacre.designer.condition.Parts.Part;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Icons;
import org.jspecify.annotations.Nullable;

/** Holds when some line of a table satisfies a condition of its own. */
final class LinesBox extends Div implements Part {
  private final Parts shared;
  private final Select<FieldChoice> table = new Select<>();
  private final Div place = new Div();
  private GroupBox where;

  LinesBox(Parts shared, JsonNode some, Runnable remove) {
    this.shared = shared;
    addClassNames("nd-condition-group", "nd-inner");
    String named = some.path("table").asText();
    table.setItems(shared.fields().tables());
    table.setItemLabelGenerator(FieldChoice::label);
    table.addThemeVariants(SelectVariant.LUMO_SMALL);
    table.setAriaLabel(shared.text("table"));
    shared.fields().tables().stream()
        .filter(t -> t.path().equals(named))
        .findFirst()
        .ifPresent(table::setValue);
    var head = new Div();
    head.addClassName("nd-condition-head");
    head.add(
        new Span(shared.text("some")),
        table,
        Icons.button(VaadinIcon.CLOSE_SMALL, shared.text("remove"), remove));
    where = group(named, some.path("where"));
    add(head, place);
    table.addValueChangeListener(
        change -> {
          where = group(change.getValue().path(), JsonNodeFactory.instance.objectNode());
          shared.changed().run();
        });
  }

  private GroupBox group(String named, JsonNode condition) {
    var box = new GroupBox(shared.lines(named), true);
    box.show(condition.isObject() && !condition.isEmpty() ? condition : null);
    place.removeAll();
    place.add(box);
    return box;
  }

  @Override
  public Component component() {
    return this;
  }

  @Override
  public @Nullable JsonNode json() {
    JsonNode holds = where.json();
    if (table.getValue() == null || holds == null) {
      return null;
    }
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.putObject("some").put("table", table.getValue().path()).set("where", holds);
    return json;
  }
}
