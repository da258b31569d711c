package dev.nacre.record.transfer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A table in a file, read row by row: text with separators, or a sheet of a workbook. */
public sealed interface RowFile extends Iterator<FileLine>, AutoCloseable permits AheadFile {
  /**
   * Opens a file as what its first bytes say it is.
   *
   * @throws UnreadableFileException when it has no lines, or can't be read at all
   */
  static RowFile open(Path file, FileFormat format) {
    return switch (Sniffed.of(file)) {
      case WORKBOOK -> XlsxFile.open(file, format);
      case TEXT -> {
        if (format.workbook()) {
          throw UnreadableFileException.of("xlsx_expected");
        }
        yield CsvFile.open(file, format.csv());
      }
    };
  }

  /** The names of the columns; none is blank, none stands twice. */
  List<String> columns();

  /**
   * Columns whose heading stands several times, in order: the name that such a column has here, and
   * the heading.
   */
  Map<String, String> repeated();

  /** The sheets to choose from; a text has none. */
  List<String> sheets();

  /** The sheet that is read; null for a text. */
  @Nullable String sheet();

  /** How many rows there will be, as the file says; null when it doesn't. */
  @Nullable Long expected();

  @Override
  void close() throws IOException;
}
