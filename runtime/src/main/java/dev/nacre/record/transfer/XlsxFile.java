package dev.nacre.record.transfer;

import dev.nacre.metadata.Problem;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * A sheet of a workbook, read row by row: of a million rows only one is in memory. Of formulas
 * their last result is read; rows without values are stepped over.
 */
public final class XlsxFile extends AheadFile {
  private final XlsxParts parts;
  private final String sheet;
  private final XlsxCells cells;
  private final XMLStreamReader xml;
  private List<String> columns = List.of();
  private Map<String, String> repeated = Map.of();
  private @Nullable Long last;
  private long row;

  private XlsxFile(XlsxParts parts, String sheet) throws IOException, XMLStreamException {
    this.parts = parts;
    this.sheet = sheet;
    this.xml = parts.sheet(sheet);
    this.cells =
        new XlsxCells(
            xml, XlsxStyles.read(parts.styles()), new SharedTexts(parts.texts()), parts.from1904());
  }

  static XlsxFile open(Path file, FileFormat format) {
    XlsxParts parts = XlsxParts.open(file);
    boolean open = false;
    XlsxFile opened = null;
    try {
      opened = new XlsxFile(parts, format.sheet() == null ? parts.first() : format.sheet());
      opened.head(format.csv().header());
      open = true;
      return opened;
    } catch (IOException | XMLStreamException e) {
      throw unreadable(e);
    } finally {
      if (!open) {
        closeQuietly(opened == null ? parts : opened);
      }
    }
  }

  private static void closeQuietly(AutoCloseable file) {
    try {
      file.close();
    } catch (Exception e) {
      org.jboss.logging.Logger.getLogger(XlsxFile.class).debug("not closed", e);
    }
  }

  private static UnreadableFileException unreadable(Exception e) {
    return UnreadableFileException.of("xlsx_unreadable", String.valueOf(e.getMessage()));
  }

  private void head(boolean header) throws IOException, XMLStreamException {
    List<String> first = row();
    if (first == null) {
      throw UnreadableFileException.of("xlsx_empty", sheet);
    }
    columns = ColumnNames.of(trimmed(first), header);
    repeated = ColumnNames.repeated(trimmed(first), header);
    if (!header) {
      begin(line(first));
    }
  }

  private static List<String> trimmed(List<String> cells) {
    int size = cells.size();
    while (size > 0 && cells.get(size - 1).isBlank()) {
      size--;
    }
    return cells.subList(0, size);
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
    return parts.sheets();
  }

  @Override
  public String sheet() {
    return sheet;
  }

  @Override
  public @Nullable Long expected() {
    return last == null || last <= row ? null : last - row;
  }

  @Override
  @Nullable FileLine read() {
    try {
      List<String> read = row();
      return read == null ? null : line(read);
    } catch (IOException | XMLStreamException e) {
      throw unreadable(e);
    }
  }

  /** The next row with a value in it; null at the end. */
  private @Nullable List<String> row() throws IOException, XMLStreamException {
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("row")) {
        row = number(xml.getAttributeValue(null, "r"));
        List<String> read = cells.row();
        if (cells.fault() != null || read.stream().anyMatch(cell -> !cell.isBlank())) {
          return read;
        }
      } else if (event == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("dimension")) {
        last = XlsxCells.lastRow(xml.getAttributeValue(null, "ref"));
      } else if (event == XMLStreamConstants.END_ELEMENT
          && xml.getLocalName().equals("sheetData")) {
        return null;
      }
    }
    return null;
  }

  private long number(@Nullable String r) {
    try {
      return r == null ? row + 1 : Long.parseLong(r);
    } catch (NumberFormatException e) {
      return row + 1;
    }
  }

  private FileLine line(List<String> read) {
    XlsxCells.Fault fault = cells.fault();
    if (fault != null) {
      return new FileLine.Broken(
          row, read, Problem.at("/" + row, fault.code(), fault.cell(), fault.text()));
    }
    if (trimmed(read).size() > columns.size()) {
      return new FileLine.Broken(
          row, read, Problem.at("/" + row, "xlsx_beyond", row, columns.size()));
    }
    var line = new ArrayList<>(read.subList(0, Math.min(read.size(), columns.size())));
    line.addAll(Collections.nCopies(columns.size() - line.size(), ""));
    return new FileLine.Row(row, line);
  }

  @Override
  public void close() throws IOException {
    cells.close();
    parts.close();
  }
}
