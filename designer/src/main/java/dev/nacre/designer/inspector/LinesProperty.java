package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.icon.VaadinIcon;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import dev.nacre.designer.desk.Definitions;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Icons;
import dev.nacre.designer.desk.Placing;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import dev.nacre.expression.ValueType;
import dev.nacre.kind.KindDescriptor;
import java.util.Comparator;
import org.jspecify.annotations.Nullable;

/** The fields of a table's lines: a list that leads to each of them, and a way to add one. */
final class LinesProperty implements PropertyEditor {
  private final Desk desk;
  private final Div box = new Div();
  private final Div list = new Div();
  private final Span error = new Span();
  private @Nullable JsonNode shown;

  LinesProperty(Desk desk, String label) {
    this.desk = desk;
    box.addClassName("nd-rows");
    var title = new Span(label);
    title.addClassName("nd-label");
    error.addClassName("nd-error");
    box.add(title, list, error, more());
  }

  @Override
  public Component component() {
    return box;
  }

  @Override
  public void show(@Nullable JsonNode value) {
    shown = value;
    list.removeAll();
    if (value instanceof ArrayNode fields) {
      fields.forEach(field -> list.add(entry(field)));
    }
  }

  /** As shown: the lines' fields are edited one by one, where they stand. */
  @Override
  public @Nullable JsonNode value() {
    return shown;
  }

  @Override
  public void onChange(Runnable listener) {
    // see value()
  }

  @Override
  public void wrong(String text) {
    error.setText(text);
  }

  private Component entry(JsonNode field) {
    String id = FormEdit.id(field);
    String title =
        field.has("label") ? Definitions.text(field.get("label"), desk.locale(), id) : id;
    var open = new NativeButton();
    open.addClassName("nd-entry");
    open.add(Icons.of(desk, field.path("type").asText()), new Span(title));
    open.addClickListener(
        click -> desk.selectedField().ifPresent(t -> desk.select(new FieldPath(t.field(), id))));
    return open;
  }

  private MenuBar more() {
    var bar = new MenuBar();
    bar.addThemeVariants(MenuBarVariant.LUMO_TERTIARY, MenuBarVariant.LUMO_SMALL);
    MenuItem add = bar.addItem(VaadinIcon.PLUS.create());
    add.add(new Span(desk.text("row.add")));
    desk.types().all().stream()
        .filter(type -> type.valueType() != ValueType.LINES)
        .map(type -> desk.types().descriptor(type.id()))
        .sorted(Comparator.comparing(KindDescriptor::order))
        .forEach(kind -> add.getSubMenu().addItem(kind.label(desk.locale()), c -> add(kind.id())));
    return bar;
  }

  private void add(String type) {
    desk.selectedField()
        .ifPresent(
            table ->
                new Placing(desk)
                    .dropIntoLines(
                        new dev.nacre.designer.desk.Dragged.Type(type), table.field(), null));
  }
}
