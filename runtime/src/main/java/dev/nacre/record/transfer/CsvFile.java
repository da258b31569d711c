package dev.nacre.record.transfer;

import de.siegmar.fastcsv.reader.CloseableIterator;
import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import dev.nacre.metadata.Problem;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, read row by row. A broken row is told and stepped over: a quote that is never closed
 * costs its own line, not the rest of the file.
 */
public final class CsvFile implements Iterator<CsvLine>, AutoCloseable {
  /** Each one costs reading the file from its beginning. */
  private static final int MOST_RESTARTS = 1_000;

  private final Path file;
  private final Charset encoding;
  private final char delimiter;
  private final List<String> columns;
  private @Nullable CloseableIterator<CsvRecord> records;

  /** Lines before the first that {@code records} counts as 1. */
  private long offset;

  /** The line behind what was given last. */
  private long behind;

  private int restarts;
  private @Nullable CsvLine next;

  private CsvFile(Path file, Charset encoding, char delimiter, List<String> columns) {
    this.file = file;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.columns = columns;
  }

  /**
   * Opens a file.
   *
   * @throws UnreadableFileException when it has no lines, or can't be read at all
   */
  public static CsvFile open(Path file, CsvFormat format) {
    try {
      Charset encoding = format.encoding(file);
      String first;
      try (BufferedReader lines = reader(file, encoding)) {
        first = lines.readLine();
      }
      if (first == null || first.isBlank()) {
        throw UnreadableFileException.of("csv_empty");
      }
      char delimiter = format.delimiter(first);
      var probe = new CsvFile(file, encoding, delimiter, List.of());
      probe.restart(1);
      List<String> head = probe.firstCells();
      probe.close();
      var csv = new CsvFile(file, encoding, delimiter, columns(head, format.header()));
      csv.restart(format.header() ? probe.behind : 1);
      return csv;
    } catch (IOException e) {
      throw UnreadableFileException.of("csv_unreadable", e.toString());
    }
  }

  /** The names of the columns; none is blank, none stands twice. */
  public List<String> columns() {
    return columns;
  }

  private static List<String> columns(List<String> head, boolean header) {
    var names = new ArrayList<String>();
    for (int i = 0; i < head.size(); i++) {
      String name = header ? head.get(i).strip() : "";
      name = name.isEmpty() ? String.valueOf(i + 1) : name;
      String unique = name;
      for (int n = 2; names.contains(unique); n++) {
        unique = name + " (" + n + ")";
      }
      names.add(unique);
    }
    return List.copyOf(names);
  }

  private List<String> firstCells() {
    try {
      if (records == null || !records.hasNext()) {
        throw UnreadableFileException.of("csv_empty");
      }
      CsvRecord record = records.next();
      behind = end(record) + 1;
      return record.getFields();
    } catch (CsvParseException e) {
      throw UnreadableFileException.of("csv_header_broken", String.valueOf(e.getMessage()));
    }
  }

  @Override
  public boolean hasNext() {
    if (next == null) {
      try {
        next = read();
      } catch (IOException | UncheckedIOException e) {
        throw UnreadableFileException.of("csv_unreadable", e.toString());
      }
    }
    return next != null;
  }

  @Override
  public CsvLine next() {
    if (!hasNext() || next == null) {
      throw new NoSuchElementException();
    }
    CsvLine line = next;
    next = null;
    return line;
  }

  private @Nullable CsvLine read() throws IOException {
    CsvRecord record;
    try {
      if (records == null || !records.hasNext()) {
        return null;
      }
      record = records.next();
    } catch (CsvParseException e) {
      return broken(behind, "csv_quote_open");
    }
    long line = offset + record.getStartingLineNumber();
    long end = end(record);
    if (record.getFieldCount() == columns.size()) {
      behind = end + 1;
      return new CsvLine.Row(line, record.getFields());
    }
    if (end > line) {
      return broken(line, "csv_quote_open");
    }
    behind = end + 1;
    String text = String.join(String.valueOf(delimiter), record.getFields());
    Problem problem =
        Problem.at("/" + line, "csv_cells", line, record.getFieldCount(), columns.size());
    return new CsvLine.Broken(line, text, problem);
  }

  private long end(CsvRecord record) {
    long breaks = 0;
    for (String cell : record.getFields()) {
      for (int i = cell.indexOf('\n'); i >= 0; i = cell.indexOf('\n', i + 1)) {
        breaks++;
      }
    }
    return offset + record.getStartingLineNumber() + breaks;
  }

  /** Gives the first line with content from there on as broken, and goes on behind it. */
  private @Nullable CsvLine broken(long from, String code) throws IOException {
    if (++restarts > MOST_RESTARTS) {
      throw UnreadableFileException.of("csv_too_broken", MOST_RESTARTS);
    }
    long line = from;
    String text;
    try (BufferedReader lines = reader(file, encoding)) {
      for (long i = 1; i < from; i++) {
        lines.readLine();
      }
      text = lines.readLine();
      while (text != null && text.isBlank()) {
        text = lines.readLine();
        line++;
      }
    }
    restart(line + 1);
    return text == null ? null : new CsvLine.Broken(line, text, Problem.at("/" + line, code, line));
  }

  private void restart(long line) throws IOException {
    close();
    BufferedReader lines = reader(file, encoding);
    for (long i = 1; i < line; i++) {
      lines.readLine();
    }
    offset = line - 1;
    behind = line;
    records =
        CsvReader.builder()
            .fieldSeparator(delimiter)
            .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
            .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
            .allowUnclosedQuote(false)
            .ofCsvRecord(lines)
            .iterator();
  }

  private static BufferedReader reader(Path file, Charset encoding) throws IOException {
    var reader =
        new BufferedReader(
            new InputStreamReader(
                Files.newInputStream(file),
                encoding
                    .newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)),
            1 << 16);
    reader.mark(1);
    if (reader.read() != '\uFEFF') {
      reader.reset();
    }
    return reader;
  }

  @Override
  public void close() throws IOException {
    if (records != null) {
      records.close();
    }
  }
}
