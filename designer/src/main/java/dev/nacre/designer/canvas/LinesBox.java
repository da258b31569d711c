package dev.nacre.designer.canvas;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.component.dnd.DragSource;
import com.vaadin.flow.component.dnd.EffectAllowed;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.desk.Desk;
import dev.nacre.designer.desk.Dragged;
import dev.nacre.designer.desk.Placing;
import dev.nacre.designer.draft.FieldPath;
import dev.nacre.designer.draft.FormEdit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A table on the canvas: one line of it, whose fields can be selected and moved. */
final class LinesBox extends Div {
  private final Desk desk;
  private final String table;
  private final Map<FieldPath, Div> columns = new LinkedHashMap<>();

  LinesBox(Desk desk, ObjectNode field, FieldDrawing drawing) {
    this.desk = desk;
    this.table = FormEdit.id(field);
    addClassName("nd-lines");
    var title = new Span(drawing.title());
    title.addClassName("nd-lines-title");
    var row = new Div();
    row.addClassName("nd-lines-row");
    for (var line : field.path("settings").path("fields")) {
      if (line instanceof ObjectNode definition) {
        row.add(column(definition));
      }
    }
    var end = new Div(new Span(desk.text("drop.column")));
    end.addClassNames("nd-drop", "nd-drop-column");
    Dropping.on(end, dragged -> new Placing(desk).dropIntoLines(dragged, table, null));
    row.add(end);
    add(title, row);
  }

  private Div column(ObjectNode definition) {
    var path = new FieldPath(table, FormEdit.id(definition));
    var drawing = new FieldDrawing(desk, definition);
    var name = new Span(drawing.title());
    name.addClassName("nd-column-name");
    if (definition.path("required").asBoolean()) {
      name.addClassName("nd-required");
    }
    var column = new Div(name, FieldBox.still(drawing.editor(false)));
    column.addClassName("nd-column");
    column.getElement().setAttribute("data-field-box", table + "." + path.line());
    column.getElement().setAttribute("aria-label", drawing.title());
    column.getElement().addEventListener("click", event -> desk.select(path)).stopPropagation();
    FieldKeys.on(column, desk, path);
    DragSource<Div> source = DragSource.create(column);
    source.setEffectAllowed(EffectAllowed.MOVE);
    source.setDragData(new Dragged.Existing(path));
    Dropping.on(column, dragged -> new Placing(desk).dropIntoLines(dragged, table, path.line()));
    columns.put(path, column);
    return column;
  }

  void mark() {
    List<FieldPath> wrong = Wrong.fields(desk);
    columns.forEach(
        (path, column) -> {
          column.setClassName("nd-selected", desk.selectedField().filter(path::equals).isPresent());
          column.setClassName("nd-wrong", wrong.contains(path));
        });
  }
}
