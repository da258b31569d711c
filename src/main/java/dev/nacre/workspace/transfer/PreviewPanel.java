package dev.nacre.workspace.transfer;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.NativeTable;
import com.vaadin.flow.component.html.NativeTableCell;
import com.vaadin.flow.component.html.NativeTableHeaderCell;
import com.vaadin.flow.component.html.NativeTableRow;
import com.vaadin.flow.component.html.Span;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.designer.render.Wording;
import dev.nacre.record.transfer.ImportEngine;
import java.util.List;
import java.util.stream.Collectors;

/** What would become of the first rows. */
final class PreviewPanel extends Div {
  PreviewPanel(Chosen chosen, ImportEngine.Preview preview) {
    addClassName("nacre-panel");
    List<RenderedField> fields =
        chosen.app().fields(chosen.form()).stream()
            .filter(field -> filled(field.id(), preview))
            .toList();
    var table = new NativeTable();
    NativeTableRow head = table.getHead().addRow();
    head.add(
        new NativeTableHeaderCell(getTranslation("import.line")),
        new NativeTableHeaderCell(getTranslation("import.outcome")));
    fields.forEach(
        field -> head.add(new NativeTableHeaderCell(field.label(chosen.app().context()))));
    for (ImportEngine.Preview.Row row : preview.rows()) {
      NativeTableRow line = table.getBody().addRow();
      line.add(new NativeTableCell(String.valueOf(row.line())), outcome(row));
      for (RenderedField field : fields) {
        line.add(
            row.record() == null
                ? new NativeTableCell()
                : new NativeTableCell(
                    field.show(row.record().path(field.id()), chosen.app().context())));
      }
    }
    var scroll = new Div(table);
    scroll.addClassName("scroll");
    add(new H2(getTranslation("import.preview")), scroll);
  }

  private static boolean filled(String field, ImportEngine.Preview preview) {
    return preview.mapping().values().stream()
        .anyMatch(path -> path.equals(field) || path.startsWith(field + "."));
  }

  private NativeTableCell outcome(ImportEngine.Preview.Row row) {
    if (row.problems().isEmpty()) {
      String outcome = row.outcome() == null ? "invalid" : row.outcome();
      return new NativeTableCell(new Span(getTranslation("import.outcome." + outcome)));
    }
    var problem =
        new Span(
            row.problems().stream()
                .map(p -> Wording.of(p, getLocale()))
                .collect(Collectors.joining(" ")));
    problem.addClassName("problem");
    return new NativeTableCell(problem);
  }
}
