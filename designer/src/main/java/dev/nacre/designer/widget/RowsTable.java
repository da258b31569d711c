package dev.nacre.designer.widget;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.nacre.dashboard.WidgetResult;
import dev.nacre.dashboard.WidgetResult.Column;
import dev.nacre.expression.ValueType;
import dev.nacre.metadata.Condition;
import dev.nacre.record.Field;
import java.util.function.BiConsumer;

/** The table of a widget; a row opens the records behind it. */
final class RowsTable extends Div {
  private final FigureWords words;

  RowsTable(WidgetResult.Rows rows, FigureWords words, BiConsumer<String, Condition> open) {
    this.words = words;
    addClassName("rows");
    var table = new NativeTable();
    NativeTableRow head = table.getHead().addRow();
    for (Column column : rows.columns()) {
      var cell = new NativeTableHeaderCell(title(column));
      cell.setClassName("end", endsRight(column));
      head.add(cell);
    }
    for (WidgetResult.Row row : rows.rows()) {
      NativeTableRow line = table.getBody().addRow();
      for (int i = 0; i < rows.columns().size(); i++) {
        var cell = new NativeTableCell(cell(rows.columns().get(i), row.cells().get(i)));
        cell.setClassName("end", endsRight(rows.columns().get(i)));
        line.add(cell);
      }
      line.getElement().setAttribute("tabindex", "0");
      line.getElement().addEventListener("click", click -> open.accept(rows.form(), row.records()));
      line.getElement()
          .addEventListener("keydown", key -> open.accept(rows.form(), row.records()))
          .setFilter("event.key === 'Enter'");
    }
    add(table);
  }

  private String title(Column column) {
    return switch (column) {
      case Column.OfKey key -> words.label(key.key().field());
      case Column.OfMeasure measure -> words.name(measure.measure());
      case Column.OfField field -> words.label(field.field());
    };
  }

  private static boolean endsRight(Column column) {
    return switch (column) {
      case Column.OfKey key -> false;
      case Column.OfMeasure measure -> true;
      case Column.OfField of -> number(of.field());
    };
  }

  private static boolean number(Field field) {
    return field.type() == ValueType.NUMBER;
  }

  private Component cell(Column column, WidgetResult.Label label) {
    return switch (column) {
      case Column.OfKey key -> new Span(words.key(key.key(), label));
      case Column.OfMeasure measure -> new Span(words.figure(measure.measure(), label.value()));
      case Column.OfField of -> words.show(of.field(), label);
    };
  }
}
