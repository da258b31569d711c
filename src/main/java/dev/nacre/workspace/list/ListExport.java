package dev.nacre.workspace.list;

import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.nacre.record.Field;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.record.transfer.Cell;
import dev.nacre.record.transfer.ExportPlan;
import dev.nacre.record.transfer.TableWriter;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.OpenApp;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a list shows as a file for a spreadsheet: every field that the person may see, called and
 * written as on the screen, numbers plainly so that they can be added up. It goes out page by page.
 */
final class ListExport implements DownloadHandler {
  private static final long serialVersionUID = 1L;
  private static final int PAGE = 500;
  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{12,}");

  private final transient ListPlan plan;
  private final transient RecordEngine records;
  private final TableWriter.Format format;
  private final transient @Nullable Field lines;

  /**
   * An export.
   *
   * @param lines the table with a row for each line; null for a row for each record
   */
  ListExport(
      ListPlan plan, RecordEngine records, TableWriter.Format format, @Nullable Field lines) {
    this.plan = plan;
    this.records = records;
    this.format = format;
    this.lines = lines;
  }

  @Override
  public void handleDownloadRequest(DownloadEvent event) throws IOException {
    event.setContentType(format.mediaType());
    event.setFileName(plan.app().title(plan.form()) + "." + format.id());
    try (OutputStream out = event.getOutputStream()) {
      write(out);
    }
  }

  private void write(OutputStream out) throws IOException {
    OpenApp app = plan.app();
    ExportPlan columns =
        ExportPlan.of(
                plan.form(),
                lines,
                ExportPlan.hidden(plan.form(), app.access(plan.form().id())),
                false,
                app.forms().zone(),
                app.context().locale())
            .withoutSystem();
    TableWriter table = TableWriter.of(format, out, app.title(plan.form()), columns.labels());
    Query all = plan.query().limit(PAGE).expanding(columns.links());
    Query query = lines == null ? all.withoutLines() : all;
    String next = null;
    do {
      Page page = records.query(app.forms(), query.after(next), app.who(), Action.EXPORT);
      for (StoredRecord record : page.records()) {
        var json = records.json(app.forms(), record, query.expand(), app.who());
        for (List<Cell> row : columns.rows(json, true)) {
          table.row(row.stream().map(this::whole).toList());
        }
      }
      next = page.next();
    } while (next != null);
    table.end();
  }

  /** Spreadsheet programs round the long numbers by which shops call their orders, read as CSV. */
  private Cell whole(Cell cell) {
    return format == TableWriter.Format.CSV
            && cell instanceof Cell.Text text
            && LONG_NUMBER.matcher(text.text()).matches()
        ? new Cell.Text(text.text() + "\t")
        : cell;
  }
}
