package dev.nacre.designer.render;

import com.fasterxml.jackson.databind.JsonNode;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import java.util.List;

/** The lines of a record, to be read. */
@Tag("div")
final class LinesView extends Component {
  private static final int SHORT = 14;

  LinesView(JsonNode lines, List<RenderedField> columns, RenderContext context) {
    getElement().getClassList().add("nacre-lines-view");
    var table = new NativeTable();
    NativeTableRow head = table.getHead().addRow();
    for (RenderedField column : columns) {
      var cell = new NativeTableHeaderCell(column.label(context));
      cell.getElement().setAttribute("scope", "col");
      align(cell, column);
      head.add(cell);
    }
    for (JsonNode line : lines) {
      NativeTableRow row = table.getBody().addRow();
      for (RenderedField column : columns) {
        var cell = new NativeTableCell(column.show(line.path(column.id()), context));
        // narrow screens show each line as a card, with the heading beside the value
        cell.getElement().setAttribute("data-label", column.label(context));
        align(cell, column);
        JsonNode value = line.path(column.id());
        boolean empty = value.isNull() || value.isMissingNode();
        cell.setClassName("empty", empty);
        // a number of goods or a short name is read in one piece
        cell.setClassName("short", !empty && column.text(value, context).length() <= SHORT);
        row.add(cell);
      }
    }
    getElement().appendChild(table.getElement());
  }

  private static void align(Component cell, RenderedField column) {
    cell.getElement().getClassList().set("end", column.alignsEnd());
  }
}
