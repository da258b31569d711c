package dev.nacre.record.transfer;

import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/** A text of a workbook, which may come in differently formatted runs. */
final class XlsxText {
  private XlsxText() {}

  /**
   * Reads up to the end of the element that has just begun.
   *
   * @param element {@code si} or {@code is}
   */
  static String read(XMLStreamReader xml, String element) throws XMLStreamException {
    var text = new StringBuilder();
    boolean shown = false;
    int phonetic = 0;
    while (xml.hasNext()) {
      switch (xml.next()) {
        case XMLStreamConstants.START_ELEMENT -> {
          phonetic += xml.getLocalName().equals("rPh") ? 1 : 0;
          shown = xml.getLocalName().equals("t") && phonetic == 0;
        }
        case XMLStreamConstants.END_ELEMENT -> {
          phonetic -= xml.getLocalName().equals("rPh") ? 1 : 0;
          shown = false;
          if (xml.getLocalName().equals(element)) {
            return unescaped(text.toString());
          }
        }
        case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
          if (shown) {
            append(text, xml);
          }
        }
        default -> {
          // nothing that is shown
        }
      }
    }
    return text.toString();
  }

  static void append(StringBuilder text, XMLStreamReader xml) {
    if (text.length() + xml.getTextLength() > SharedTexts.LONGEST) {
      throw UnreadableFileException.of("xlsx_cell_long", SharedTexts.LONGEST);
    }
    text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
  }

  /** {@code _x000D_} stands for what XML can't hold. */
  private static String unescaped(String text) {
    return text.indexOf("_x") < 0
        ? text
        : java.util.regex.Pattern.compile("_x([0-9A-Fa-f]{4})_")
            .matcher(text)
            .replaceAll(
                m ->
                    java.util.regex.Matcher.quoteReplacement(
                        String.valueOf((char) Integer.parseInt(m.group(1), 16))));
  }
}
