package dev.nacre.designer.inspector;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.condition.FieldPicker;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.FieldChoice;
import dev.nacre.designer.desk.Fields;
import dev.nacre.designer.desk.Icons;
import dev.nacre.kind.NamesField.Of;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for fields of a form: a row for each, and a way to add one. */
final class SetProperty extends FramedProperty {
  private final Desk desk;
  private final About about;
  private final @Nullable Of of;
  private final boolean columns;
  private final boolean required;
  private final Div rows = new Div();
  private final Div more = new Div();
  private final Map<String, ValueProperty> editors = new HashMap<>();
  private ObjectNode set = JsonNodeFactory.instance.objectNode();

  /**
   * Rows for those fields.
   *
   * @param of which fields; null means those of the form
   * @param required whether it is written also while nothing is set
   */
  SetProperty(Desk desk, String label, About about, @Nullable Of of, boolean required) {
    this(desk, label, about, of, required, false);
  }

  private SetProperty(
      Desk desk, String label, About about, @Nullable Of of, boolean required, boolean columns) {
    super("nd-property");
    this.desk = desk;
    this.about = about;
    this.of = of;
    this.required = required;
    this.columns = columns;
    box.addClassName("nd-set");
    box.add(title(label), rows, more, error);
    draw();
  }

  /** Rows also for the columns of the form's tables, which get a value in every line. */
  static SetProperty withColumns(Desk desk, About about) {
    return new SetProperty(desk, "", about, null, true, true);
  }

  @Override
  public void show(@Nullable JsonNode value) {
    set = value instanceof ObjectNode object ? object.deepCopy() : set.objectNode();
    draw();
  }

  @Override
  public @Nullable JsonNode value() {
    return set.isEmpty() && !required ? null : set.deepCopy();
  }

  @Override
  public void wrong(List<Fault> faults) {
    editors.forEach((id, editor) -> editor.wrong(Fault.of(faults, id)));
    wrong(
        Fault.text(
            faults.stream().filter(f -> editors.keySet().stream().noneMatch(f::within)).toList()));
  }

  private void draw() {
    rows.removeAll();
    editors.clear();
    Fields fields = about.given(desk, of);
    set.properties().forEach(entry -> rows.add(row(fields, entry.getKey(), entry.getValue())));
    more.removeAll();
    var left = new ArrayList<>(fields.writable());
    if (columns) {
      left.addAll(fields.columns());
    }
    left.removeIf(field -> set.has(field.path()));
    var add = new FieldPicker(left, desk.text("set.add"));
    add.setWidthFull();
    add.setEnabled(!left.isEmpty());
    add.addValueChangeListener(
        change -> {
          if (change.getValue() != null) {
            set.set(change.getValue().path(), NullNode.instance);
            draw();
            editors.get(change.getValue().path()).show(null);
            tell();
          }
        });
    more.add(add);
  }

  private Div row(Fields fields, String id, JsonNode value) {
    FieldChoice field =
        fields
            .find(id)
            .or(() -> fields.columns().stream().filter(f -> f.path().equals(id)).findFirst())
            .orElse(null);
    var editor = new ValueProperty(desk, field == null ? id : field.label(), about, field);
    editor.show(value);
    editor.onChange(
        () -> {
          JsonNode now = editor.value();
          set.set(id, now == null ? NullNode.instance : now);
          tell();
        });
    editors.put(id, editor);
    var row = new Div(editor.component());
    row.addClassName("nd-set-row");
    row.getElement().setAttribute("data-set", id);
    row.add(
        Icons.button(
            VaadinIcon.CLOSE_SMALL,
            desk.text("set.remove"),
            () -> {
              set.remove(id);
              draw();
              tell();
            }));
    return row;
  }
}
