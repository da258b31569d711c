package dev.nacre.workspace.bulk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.icon.VaadinIcon;
import dev.nacre.designer.render.FieldEditor;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.metadata.Json;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import dev.nacre.security.Permissions.FormAccess;
import dev.nacre.workspace.OpenApp;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The fields that many records get, and their values; an empty value empties the field. */
final class FieldValues extends Div {
  private final OpenApp app;
  private final List<RenderedField> choices;
  private final Runnable changed;
  private final Div rows = new Div();
  private final List<Row> all = new ArrayList<>();

  private static final class Row {
    @Nullable RenderedField field;
    @Nullable FieldEditor editor;
  }

  FieldValues(OpenApp app, Form form, Runnable changed) {
    this.app = app;
    this.changed = changed;
    FormAccess access = app.access(form.id());
    this.choices =
        form.fields().stream()
            .filter(field -> writable(field, access))
            .flatMap(field -> app.field(form, field.id()).stream())
            .toList();
    addClassName("nacre-field-values");
    var more =
        new Button(getTranslation("bulk.field.more"), VaadinIcon.PLUS.create(), click -> row());
    more.addThemeVariants(ButtonVariant.LUMO_TERTIARY, ButtonVariant.LUMO_SMALL);
    add(rows, more);
    row();
  }

  private static boolean writable(Field field, FormAccess access) {
    return !field.computed()
        && !field.lines()
        && !field.definition().readOnly()
        && field.fieldType().numbering(field.settings()) == null
        && !access.hidden().contains(field.id())
        && !access.masked().contains(field.id())
        && !access.readOnly().contains(field.id());
  }

  private void row() {
    var row = new Row();
    all.add(row);
    var place = new Div();
    place.addClassName("value");
    var field = new ComboBox<RenderedField>(getTranslation("bulk.field"));
    field.setItems(choices);
    field.setItemLabelGenerator(f -> f.label(app.context()));
    field.addValueChangeListener(
        change -> {
          place.removeAll();
          row.field = change.getValue();
          row.editor = null;
          if (row.field != null) {
            FieldEditor editor = row.field.editor(app.context());
            editor.required(false);
            editor.onChange(changed);
            row.editor = editor;
            place.add(editor.component());
          }
          changed.run();
        });
    var line = new Div(field, place);
    line.addClassName("line");
    rows.add(line);
  }

  /** What is to be set; empty while no field is chosen. */
  ObjectNode values() {
    ObjectNode values = Json.MAPPER.createObjectNode();
    for (Row row : all) {
      if (row.field != null && row.editor != null) {
        JsonNode value = row.editor.value();
        values.set(row.field.id(), value);
      }
    }
    return values;
  }
}
