package dev.nacre.record.transfer;

import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Writes a table, row by row; only a few rows are in memory. */
public sealed interface TableWriter permits CsvTable, XlsxTable {

  /** How a table can be written. */
  enum Format {
    CSV("text/csv;charset=UTF-8"),
    XLSX("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet");

    private final String mediaType;

    Format(String mediaType) {
      this.mediaType = mediaType;
    }

    /** The form used in addresses; also the ending of files. */
    public String id() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The media type. */
    public String mediaType() {
      return mediaType;
    }

    /** The format with that id. */
    public static Optional<Format> byId(String id) {
      return java.util.Arrays.stream(values()).filter(f -> f.id().equals(id)).findFirst();
    }
  }

  /**
   * Begins a table.
   *
   * @param title what it is about
   * @param head the names of its columns
   */
  static TableWriter of(Format format, OutputStream out, String title, List<String> head)
      throws IOException {
    return switch (format) {
      case CSV -> new CsvTable(out, head);
      case XLSX -> new XlsxTable(out, title, head);
    };
  }

  /** Writes a row. */
  void row(List<Cell> cells) throws IOException;

  /** Writes what is left; the stream stays open. Nothing is whole without it. */
  void end() throws IOException;
}
