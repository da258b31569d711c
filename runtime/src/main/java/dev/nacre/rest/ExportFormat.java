package dev.nacre.rest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.Field;
import dev.nacre.record.Form;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes exported records: CSV with a header of field ids, or a JSON array. */
final class ExportFormat {
  private final boolean csv;
  private final List<String> columns;
  private boolean first = true;

  private ExportFormat(boolean csv, List<String> columns) {
    this.csv = csv;
    this.columns = columns;
  }

  static ExportFormat of(@Nullable String format, Form form, Set<String> hidden) {
    if (format != null && !format.equals("csv") && !format.equals("json")) {
      throw RequestException.invalid("/format", "export_format_unknown", format);
    }
    var columns = new ArrayList<String>();
    columns.add("id");
    form.fields().stream().map(Field::id).filter(f -> !hidden.contains(f)).forEach(columns::add);
    columns.addAll(List.of("createdAt", "createdBy", "updatedAt", "updatedBy"));
    return new ExportFormat(!"json".equals(format), columns);
  }

  String mediaType() {
    return csv ? "text/csv;charset=UTF-8" : "application/json";
  }

  String ending() {
    return csv ? "csv" : "json";
  }

  void begin(OutputStream out) throws IOException {
    // the mark tells spreadsheet programs that this is UTF-8
    write(out, csv ? "\uFEFF" + String.join(",", columns) + "\r\n" : "[");
  }

  void row(OutputStream out, ObjectNode record) throws IOException {
    if (csv) {
      var cells = new ArrayList<String>();
      columns.forEach(column -> cells.add(cell(record.path(column))));
      write(out, String.join(",", cells) + "\r\n");
    } else {
      write(out, (first ? "\n" : ",\n") + Json.write(record));
    }
    first = false;
  }

  void end(OutputStream out) throws IOException {
    if (!csv) {
      write(out, "\n]\n");
    }
  }

  private static void write(OutputStream out, String text) throws IOException {
    out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private static String cell(JsonNode value) {
    if (value.isMissingNode() || value.isNull()) {
      return "";
    }
    String text = value.isTextual() ? value.textValue() : Json.write(value);
    if (value.isTextual() && !text.isEmpty() && "=+-@\t\r".indexOf(text.charAt(0)) >= 0) {
      text = "'" + text; // else a spreadsheet would run it as a formula
    }
    return text.matches("(?s).*[\",\r\n].*") ? "\"" + text.replace("\"", "\"\"") + "\"" : text;
  }
}
