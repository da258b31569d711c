package dev.nacre.record.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a workbook (ECMA-376): which sheets it has, and where its styles and texts are.
 * Every part comes through a {@link GuardedStream}, and no parser resolves anything outside it.
 */
final class XlsxParts implements AutoCloseable {
  /** More entries than any workbook has. */
  private static final int MOST_ENTRIES = 10_000;

  private static final long LARGEST_SHEET = 4L << 30;
  private static final long LARGEST_TEXTS = 2L << 30;
  private static final long LARGEST_OTHER = 32L << 20;
  private static final String FOLDER = "xl/";

  private final ZipFile zip;
  private final long size;
  private final Map<String, ZipEntry> entries = new HashMap<>();
  private final Map<String, String> sheets = new java.util.LinkedHashMap<>();
  private final Map<String, String> kinds = new HashMap<>();
  private @Nullable String firstShown;
  private boolean from1904;

  private XlsxParts(ZipFile zip, long size) {
    this.zip = zip;
    this.size = size;
  }

  static XlsxParts open(Path file) {
    XlsxParts parts = null;
    try {
      parts = new XlsxParts(new ZipFile(file.toFile()), Files.size(file));
      parts.read();
      return parts;
    } catch (IOException | XMLStreamException | IllegalArgumentException e) {
      close(parts);
      throw UnreadableFileException.of("xlsx_unreadable", String.valueOf(e.getMessage()));
    } catch (UnreadableFileException e) {
      close(parts);
      throw e;
    }
  }

  private static void close(@Nullable XlsxParts parts) {
    if (parts != null) {
      try {
        parts.close();
      } catch (IOException e) {
        throw new java.io.UncheckedIOException(e);
      }
    }
  }

  private void read() throws IOException, XMLStreamException {
    if (zip.size() > MOST_ENTRIES) {
      throw UnreadableFileException.of("xlsx_entries", zip.size(), MOST_ENTRIES);
    }
    zip.stream().forEach(e -> entries.putIfAbsent(e.getName().toLowerCase(Locale.ROOT), e));
    if (!entries.containsKey("xl/workbook.xml")) {
      boolean binary = entries.containsKey("xl/workbook.bin");
      throw UnreadableFileException.of(binary ? "xlsx_binary" : "xlsx_no_workbook");
    }
    Map<String, String> targets = relations();
    XMLStreamReader xml = part("xl/workbook.xml", LARGEST_OTHER);
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT) {
        if (xml.getLocalName().equals("sheet")) {
          sheet(xml, targets);
        } else if (xml.getLocalName().equals("workbookPr")) {
          String flag = xml.getAttributeValue(null, "date1904");
          from1904 = "1".equals(flag) || "true".equals(flag);
        }
      }
    }
    if (sheets.isEmpty()) {
      throw UnreadableFileException.of("xlsx_no_sheet");
    }
  }

  private void sheet(XMLStreamReader xml, Map<String, String> targets) {
    String name = xml.getAttributeValue(null, "name");
    String target = null;
    for (int i = 0; i < xml.getAttributeCount(); i++) {
      if (xml.getAttributeLocalName(i).equals("id")) {
        target = targets.get(xml.getAttributeValue(i));
      }
    }
    if (name != null && target != null && entries.containsKey(target)) {
      sheets.putIfAbsent(name, target);
      String state = xml.getAttributeValue(null, "state");
      if (firstShown == null && (state == null || state.equals("visible"))) {
        firstShown = name;
      }
    }
  }

  /** Relation id to entry; charts and the like aren't sheets of cells, and are left out. */
  private Map<String, String> relations() throws IOException, XMLStreamException {
    var targets = new HashMap<String, String>();
    String part = "xl/_rels/workbook.xml.rels";
    if (!entries.containsKey(part)) {
      return targets;
    }
    XMLStreamReader xml = part(part, LARGEST_OTHER);
    while (xml.hasNext()) {
      if (xml.next() == XMLStreamConstants.START_ELEMENT
          && xml.getLocalName().equals("Relationship")) {
        String id = xml.getAttributeValue(null, "Id");
        String target = xml.getAttributeValue(null, "Target");
        String type = xml.getAttributeValue(null, "Type");
        if (id != null && target != null && type != null) {
          String kind = type.substring(type.lastIndexOf('/') + 1);
          kinds.put(kind, entry(target));
          if (kind.equals("worksheet")) {
            targets.put(id, entry(target));
          }
        }
      }
    }
    return targets;
  }

  private static String entry(String target) {
    String path = target.startsWith("/") ? target.substring(1) : FOLDER + target;
    return path.toLowerCase(Locale.ROOT);
  }

  /** The sheets by name, in the order of their tabs. */
  List<String> sheets() {
    return new ArrayList<>(sheets.keySet());
  }

  /** The sheet that a person sees first; the very first when all are hidden. */
  String first() {
    return firstShown == null ? sheets.keySet().iterator().next() : firstShown;
  }

  /** Whether days are counted from 1904 on, as old Macs did. */
  boolean from1904() {
    return from1904;
  }

  XMLStreamReader sheet(String name) throws IOException, XMLStreamException {
    String entry = sheets.get(name);
    if (entry == null) {
      throw UnreadableFileException.of("xlsx_sheet_unknown", name, String.join(", ", sheets()));
    }
    return part(entry, LARGEST_SHEET);
  }

  /** The styles; null when there are none. */
  @Nullable XMLStreamReader styles() throws IOException, XMLStreamException {
    return optional("styles", LARGEST_OTHER);
  }

  /** The texts that cells share; null when there are none. */
  @Nullable XMLStreamReader texts() throws IOException, XMLStreamException {
    return optional("sharedStrings", LARGEST_TEXTS);
  }

  private @Nullable XMLStreamReader optional(String kind, long most)
      throws IOException, XMLStreamException {
    String entry = kinds.getOrDefault(kind, FOLDER + kind.toLowerCase(Locale.ROOT) + ".xml");
    return entries.containsKey(entry) ? part(entry, most) : null;
  }

  private XMLStreamReader part(String name, long most) throws IOException, XMLStreamException {
    ZipEntry entry = entries.get(name);
    // the platform's own parser, whatever else is on the class path
    XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
    factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
    factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
    factory.setXMLResolver(
        (publicId, systemId, base, namespace) -> {
          throw new XMLStreamException("nothing outside is read");
        });
    var in = new GuardedStream(zip.getInputStream(entry), size, most);
    return factory.createXMLStreamReader(in, "UTF-8");
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }
}
