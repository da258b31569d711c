package dev.nacre.workspace.list;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.vaadin.flow.server.streams.DownloadEvent;
import com.vaadin.flow.server.streams.DownloadHandler;
import dev.nacre.designer.render.RenderedField;
import dev.nacre.record.Field;
import dev.nacre.record.Page;
import dev.nacre.record.Query;
import dev.nacre.record.RecordEngine;
import dev.nacre.record.StoredRecord;
import dev.nacre.security.Permissions.Action;
import dev.nacre.workspace.OpenApp;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * What a list shows as a file for a spreadsheet: every field that the person may see, called and
 * written as on the screen, numbers plainly so that they can be added up. It goes out page by page.
 */
final class ListExport implements DownloadHandler {
  private static final long serialVersionUID = 1L;
  private static final int PAGE = 500;

  /** The mark tells spreadsheet programs that this is UTF-8. */
  private static final String MARK = "\uFEFF";

  private static final Pattern LONG_NUMBER = Pattern.compile("[0-9]{12,}");

  private final transient ListPlan plan;
  private final transient RecordEngine records;

  ListExport(ListPlan plan, RecordEngine records) {
    this.plan = plan;
    this.records = records;
  }

  @Override
  public void handleDownloadRequest(DownloadEvent event) throws IOException {
    event.setContentType("text/csv;charset=UTF-8");
    event.setFileName(plan.app().title(plan.form()) + ".csv");
    try (Writer out =
        new BufferedWriter(
            new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8))) {
      write(out);
    }
  }

  private void write(Writer out) throws IOException {
    OpenApp app = plan.app();
    List<RenderedField> fields =
        app.fields(plan.form()).stream().filter(field -> !lines(field)).toList();
    out.write(MARK);
    line(out, fields.stream().map(field -> field.label(app.context())).toList());
    Query query = plan.query().limit(PAGE).expanding(plan.linksOf(fields));
    String next = null;
    do {
      Page page = records.query(app.forms(), query.after(next), app.who());
      for (StoredRecord record : page.records()) {
        if (may(record)) {
          ObjectNode row = records.json(app.forms(), record, query.expand(), app.who());
          line(out, fields.stream().map(field -> text(field, row.path(field.id()))).toList());
        }
      }
      next = page.next();
    } while (next != null);
  }

  private boolean lines(RenderedField field) {
    return plan.form().field(field.id()).filter(Field::lines).isPresent();
  }

  /** The right to export may reach less far than the right to read. */
  private boolean may(StoredRecord record) {
    var limits = plan.app().access(plan.form().id()).limits(Action.EXPORT);
    var scope = records.scope(plan.app().forms(), plan.app().who()).with(record, null);
    return limits.isEmpty() || limits.stream().anyMatch(limit -> limit.test(scope));
  }

  private String text(RenderedField field, JsonNode value) {
    return value.isNumber()
        ? value.decimalValue().toPlainString()
        : harmless(field.text(value, plan.app().context()));
  }

  /**
   * A spreadsheet program takes a text that begins so for a formula, and rounds the long numbers by
   * which shops call their orders.
   */
  private static String harmless(String text) {
    if (LONG_NUMBER.matcher(text).matches()) {
      return text + "\t";
    }
    return !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
  }

  private static void line(Writer out, List<String> cells) throws IOException {
    out.write(cells.stream().map(ListExport::quoted).collect(Collectors.joining(",")));
    out.write("\r\n");
  }

  private static String quoted(String cell) {
    boolean plain = cell.chars().noneMatch(c -> c == '"' || c == ',' || c == '\n' || c == '\r');
    return plain ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
