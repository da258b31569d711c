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
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A CSV file, read row by row. A broken row is told and stepped over: a quote that is never closed
 * costs its own line, not the rest of the file.
 */
public final class CsvFile extends AheadFile {
  /** Each one costs reading the file from its beginning. */
  private static final int MOST_RESTARTS = 1_000;

  /** A longer line isn't one of a table. */
  private static final int LONGEST = 4 << 20;

  private static final Pattern SEPARATOR = Pattern.compile("(?i)sep=[,;\t|]");

  private final Path file;
  private final CsvFormat format;
  private final Charset encoding;
  private final char delimiter;
  private final List<String> columns;
  private final Map<String, String> repeated;
  private @Nullable CloseableIterator<CsvRecord> records;

  /** Lines before the first that {@code records} counts as 1. */
  private long offset;

  /** The line behind what was given last. */
  private long behind;

  private int restarts;

  private CsvFile(
      Path file, CsvFormat format, Charset encoding, char delimiter, List<String> head) {
    this.file = file;
    this.format = format;
    this.encoding = encoding;
    this.delimiter = delimiter;
    this.columns = ColumnNames.of(head, format.header());
    this.repeated = ColumnNames.repeated(head, format.header());
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
      String said;
      try (BufferedReader lines = reader(file, encoding)) {
        first = line(lines);
        // how some spreadsheet programs say which separator follows
        said = first != null && SEPARATOR.matcher(first).matches() ? first : null;
        first = said == null ? first : line(lines);
      }
      if (first == null || (first.isBlank() && first.indexOf('\t') < 0)) {
        throw UnreadableFileException.of("csv_empty");
      }
      char delimiter = said == null ? format.delimiter(first) : said.charAt(said.length() - 1);
      int begin = said == null ? 1 : 2;
      var probe = new CsvFile(file, format, encoding, delimiter, List.of());
      probe.restart(begin);
      List<String> head = probe.firstCells();
      probe.close();
      var csv = new CsvFile(file, format, encoding, delimiter, head);
      csv.restart(format.header() ? probe.behind : begin);
      return csv;
    } catch (CharacterCodingException e) {
      throw UnreadableFileException.of("csv_encoding", encodingName(format, file));
    } catch (IOException e) {
      throw UnreadableFileException.of("csv_unreadable", e.toString());
    }
  }

  private static String encodingName(CsvFormat format, Path file) {
    try {
      return format.encoding(file).name();
    } catch (IOException e) {
      throw UnreadableFileException.of("csv_unreadable", e.toString());
    }
  }

  /** How its characters are written, as given or found out. */
  public Charset encoding() {
    return encoding;
  }

  @Override
  public List<String> columns() {
    return columns;
  }

  @Override
  public Map<String, String> repeated() {
    return repeated;
  }

  @Override
  public List<String> sheets() {
    return List.of();
  }

  @Override
  public @Nullable String sheet() {
    return null;
  }

  /** Reading alone is a small part of the work, and people want to see how far it is. */
  @Override
  public Long expected() {
    long lines = 0;
    try (CsvFile again = open(file, format)) {
      while (again.hasNext()) {
        again.next();
        lines++;
      }
    } catch (IOException e) {
      throw UnreadableFileException.of("csv_unreadable", e.toString());
    }
    return lines;
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
  @Nullable FileLine read() {
    try {
      return line();
    } catch (IOException | UncheckedIOException e) {
      boolean coding =
          e instanceof CharacterCodingException || e.getCause() instanceof CharacterCodingException;
      throw coding
          ? UnreadableFileException.of("csv_encoding", encoding.name())
          : UnreadableFileException.of("csv_unreadable", e.toString());
    }
  }

  private @Nullable FileLine line() throws IOException {
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
      return new FileLine.Row(line, record.getFields());
    }
    if (end > line) {
      return broken(line, "csv_quote_open");
    }
    behind = end + 1;
    Problem problem =
        Problem.at("/" + line, "csv_cells", line, record.getFieldCount(), columns.size());
    return new FileLine.Broken(line, record.getFields(), problem);
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
  private @Nullable FileLine broken(long from, String code) throws IOException {
    if (++restarts > MOST_RESTARTS) {
      throw UnreadableFileException.of("csv_too_broken", MOST_RESTARTS);
    }
    long line = from;
    String text;
    try (BufferedReader lines = reader(file, encoding)) {
      for (long i = 1; i < from; i++) {
        line(lines);
      }
      text = line(lines);
      while (text != null && text.isBlank()) {
        text = line(lines);
        line++;
      }
    }
    restart(line + 1);
    return text == null
        ? null
        : new FileLine.Broken(line, List.of(text), Problem.at("/" + line, code, line));
  }

  private void restart(long line) throws IOException {
    close();
    BufferedReader lines = reader(file, encoding);
    for (long i = 1; i < line; i++) {
      line(lines);
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

  /** A line, unless it is so long that it would fill the memory. */
  private static @Nullable String line(BufferedReader lines) throws IOException {
    var line = new StringBuilder();
    for (int c = lines.read(); c >= 0; c = lines.read()) {
      if (c == '\r') {
        lines.mark(1);
        if (lines.read() != '\n') {
          lines.reset();
        }
        return line.toString();
      }
      if (c == '\n') {
        return line.toString();
      }
      if (line.length() == LONGEST) {
        throw UnreadableFileException.of("csv_line_long", LONGEST);
      }
      line.append((char) c);
    }
    return line.isEmpty() ? null : line.toString();
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
