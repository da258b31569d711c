package dev.nacre.record.transfer;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Which styles of a workbook show a number as a day or time: nothing else tells them apart. */
final class XlsxStyles {
  /** What a number stands for. */
  enum Shows {
    NUMBER,
    DAY,
    TIME,
    SPAN
  }

  private final List<Shows> styles = new ArrayList<>();

  static XlsxStyles read(@Nullable XMLStreamReader xml) throws XMLStreamException {
    var all = new XlsxStyles();
    if (xml == null) {
      return all;
    }
    Map<String, Shows> formats = new HashMap<>();
    boolean ofCells = false;
    while (xml.hasNext()) {
      int event = xml.next();
      if (event == XMLStreamConstants.END_ELEMENT && xml.getLocalName().equals("cellXfs")) {
        ofCells = false;
      } else if (event == XMLStreamConstants.START_ELEMENT) {
        switch (xml.getLocalName()) {
          case "numFmt" ->
              formats.put(
                  String.valueOf(xml.getAttributeValue(null, "numFmtId")),
                  custom(String.valueOf(xml.getAttributeValue(null, "formatCode"))));
          case "cellXfs" -> ofCells = true;
          case "xf" -> {
            if (ofCells) {
              String id = String.valueOf(xml.getAttributeValue(null, "numFmtId"));
              Shows known = formats.get(id);
              all.styles.add(known == null ? builtIn(id) : known);
            }
          }
          default -> {
            // fonts, borders and colours say nothing about values
          }
        }
      }
    }
    return all;
  }

  Shows of(@Nullable String style) {
    try {
      int index = style == null ? 0 : Integer.parseInt(style);
      return index >= 0 && index < styles.size() ? styles.get(index) : Shows.NUMBER;
    } catch (NumberFormatException e) {
      return Shows.NUMBER;
    }
  }

  /** The formats that have numbers and no text; 27 to 36 and 50 to 58 are those of East Asia. */
  private static Shows builtIn(String id) {
    return switch (id) {
      case "14", "15", "16", "17", "22" -> Shows.DAY;
      case "27", "28", "29", "30", "31", "36", "50", "51", "52", "53", "54", "57", "58" ->
          Shows.DAY;
      case "18", "19", "20", "21", "45", "47", "32", "33", "34", "35", "55", "56" -> Shows.TIME;
      case "46" -> Shows.SPAN;
      default -> Shows.NUMBER;
    };
  }

  private static Shows custom(String code) {
    String first = code.split(";", 2)[0].toLowerCase(Locale.ROOT);
    if (first.matches(".*\\[(h+|m+|s+)].*")) {
      return Shows.SPAN;
    }
    String bare =
        first
            .replaceAll("\"[^\"]*\"?", "")
            .replaceAll("\\[[^]]*]", "")
            .replaceAll("[\\\\_*].", "")
            .replaceAll("am/pm|a/p|general", "");
    boolean time = bare.indexOf('h') >= 0 || bare.indexOf('s') >= 0;
    boolean day =
        bare.indexOf('y') >= 0 || bare.indexOf('d') >= 0 || (bare.indexOf('m') >= 0 && !time);
    return day ? Shows.DAY : time ? Shows.TIME : Shows.NUMBER;
  }
}
