package dev.nacre.rest;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.nacre.metadata.Json;
import dev.nacre.record.transfer.Cell;
import dev.nacre.record.transfer.ExportPlan;
import dev.nacre.record.transfer.TableWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes exported records: CSV with a header of field ids, a workbook with one of labels, or a JSON
 * array.
 */
sealed interface ExportFormat {
  /** The media type. */
  String mediaType();

  /** The ending of a file. */
  String ending();

  /** Writes what is before the first record. */
  void begin(OutputStream out) throws IOException;

  /** Writes a record, as its reader may see it. */
  void record(ObjectNode record) throws IOException;

  /** Writes what is behind the last one. */
  void end() throws IOException;

  /** The format with that id; null means CSV. */
  static ExportFormat of(@Nullable String format, ExportPlan plan, String title) {
    if ("json".equals(format)) {
      return new JsonArray();
    }
    return new Table(
        TableWriter.Format.byId(format == null ? "csv" : format)
            .orElseThrow(
                () -> RequestException.invalid("/format", "export_format_unknown", format)),
        plan,
        title);
  }

  /** Rows. */
  final class Table implements ExportFormat {
    private final TableWriter.Format format;
    private final ExportPlan plan;
    private final String title;
    private @Nullable TableWriter table;

    private Table(TableWriter.Format format, ExportPlan plan, String title) {
      this.format = format;
      this.plan = plan;
      this.title = title;
    }

    private boolean people() {
      return format == TableWriter.Format.XLSX;
    }

    @Override
    public String mediaType() {
      return format.mediaType();
    }

    @Override
    public String ending() {
      return format.id();
    }

    @Override
    public void begin(OutputStream out) throws IOException {
      List<String> head = people() ? plan.labels() : plan.ids();
      table = TableWriter.of(format, out, title, head);
    }

    @Override
    public void record(ObjectNode record) throws IOException {
      for (List<Cell> row : plan.rows(record, people())) {
        begun().row(row);
      }
    }

    @Override
    public void end() throws IOException {
      begun().end();
    }

    private TableWriter begun() {
      if (table == null) {
        throw new IllegalStateException("not begun");
      }
      return table;
    }
  }

  /** A JSON array. */
  final class JsonArray implements ExportFormat {
    private @Nullable OutputStream out;
    private boolean first = true;

    @Override
    public String mediaType() {
      return "application/json";
    }

    @Override
    public String ending() {
      return "json";
    }

    @Override
    public void begin(OutputStream stream) throws IOException {
      out = stream;
      write("[");
    }

    @Override
    public void record(ObjectNode record) throws IOException {
      write((first ? "\n" : ",\n") + Json.write(record));
      first = false;
    }

    @Override
    public void end() throws IOException {
      write("\n]\n");
    }

    private void write(String text) throws IOException {
      if (out != null) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
    }
  }
}
