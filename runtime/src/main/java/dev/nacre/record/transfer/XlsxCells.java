package dev.nacre.record.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads the cells of a row as texts. */
final class XlsxCells implements AutoCloseable {
  /** What a sheet can have at most. */
  private static final int MOST_COLUMNS = 16_384;

  private static final Pattern LAST = Pattern.compile("[A-Z]+\\d+:[A-Z]+(\\d{1,9})");

  private final XMLStreamReader xml;
  private final XlsxStyles styles;
  private final SharedTexts texts;
  private final boolean from1904;
  private @Nullable Fault fault;

  /** A cell that can't be taken. */
  record Fault(String code, String cell, String text) {}

  XlsxCells(XMLStreamReader xml, XlsxStyles styles, SharedTexts texts, boolean from1904) {
    this.xml = xml;
    this.styles = styles;
    this.texts = texts;
    this.from1904 = from1904;
  }

  /** The first thing wrong with the row that was read last; null when nothing is. */
  @Nullable Fault fault() {
    return fault;
  }

  /** Reads up to the end of the row that has just begun. */
  List<String> row() throws IOException, XMLStreamException {
    fault = null;
    var cells = new ArrayList<String>();
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.START_ELEMENT && xml.getLocalName().equals("c")) {
        String at = xml.getAttributeValue(null, "r");
        int column = at == null ? cells.size() : column(at);
        if (column < 0 || column >= MOST_COLUMNS) {
          throw UnreadableFileException.of(
              "xlsx_unreadable", at == null ? "> " + MOST_COLUMNS + " cells" : "cell " + at);
        }
        while (cells.size() <= column) {
          cells.add("");
        }
        cells.set(column, cell(String.valueOf(at)));
      } else if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("row")) {
        break;
      }
    }
    return cells;
  }

  private String cell(String at) throws IOException, XMLStreamException {
    String type = xml.getAttributeValue(null, "t");
    String style = xml.getAttributeValue(null, "s");
    var value = new StringBuilder();
    String inline = null;
    boolean inValue = false;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          inValue = xml.getLocalName().equals("v");
          if (xml.getLocalName().equals("is")) {
            inline = XlsxText.read(xml, "is");
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
          if (inValue) {
            XlsxText.append(value, xml);
          }
        }
        case XMLStreamConstants.END_ELEMENT -> {
          inValue = false;
          if (xml.getLocalName().equals("c")) {
            return inline == null ? value(type, style, value.toString(), at) : inline;
          }
        }
        default -> {
          // formulas are read by their results
        }
      }
    }
    return "";
  }

  private String value(@Nullable String type, @Nullable String style, String raw, String at)
      throws IOException, XMLStreamException {
    if (raw.isEmpty()) {
      return "";
    }
    return switch (type == null ? "n" : type) {
      case "s" -> shared(raw, at);
      case "b" -> raw.equals("1") ? "true" : "false";
      case "e" -> {
        found("xlsx_cell_error", at, raw);
        yield raw;
      }
      case "n" -> {
        String text = XlsxNumber.text(raw, styles.of(style), from1904);
        if (text == null) {
          found("xlsx_number_long", at, raw);
        }
        yield text == null ? raw : text;
      }
      default -> raw;
    };
  }

  private String shared(String raw, String at) throws IOException, XMLStreamException {
    String text;
    try {
      text = texts.get(Integer.parseInt(raw.strip()));
    } catch (NumberFormatException e) {
      text = null;
    }
    if (text == null) {
      found("xlsx_cell_error", at, raw);
    }
    return text == null ? "" : text;
  }

  private void found(String code, String at, String text) {
    if (fault == null) {
      fault = new Fault(code, at, text);
    }
  }

  /** {@code BC12} is 54. */
  private static int column(String at) {
    int column = 0;
    for (int i = 0; i < at.length() && i < 4; i++) {
      char c = at.charAt(i);
      if (c < 'A' || c > 'Z') {
        break;
      }
      column = column * 26 + (c - 'A' + 1);
    }
    return column - 1;
  }

  /** Of {@code A1:F20} 20; null when it says nothing. */
  static @Nullable Long lastRow(@Nullable String dimension) {
    Matcher matcher = dimension == null ? null : LAST.matcher(dimension);
    return matcher != null && matcher.matches() ? Long.valueOf(matcher.group(1)) : null;
  }

  @Override
  public void close() throws IOException {
    texts.close();
  }
}
